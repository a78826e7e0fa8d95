"""Who may charge: the site's choice, each charger's own, and what holds while this computer is off."""
