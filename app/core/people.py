"""Who charges, and what they drive: the people and vehicles that sessions are assigned to."""

from __future__ import annotations

from app.core.changes import Changes, PeopleChanged
from app.core.interfaces import Records
from app.core.model import Person, Vehicle


class People:
    """Every person and vehicle by id; a name is one person's, compared without case."""

    def __init__(self, records: Records, changes: Changes) -> None:
        self._records = records
        self._changes = changes
        self.people: dict[int, Person] = {}
        self.vehicles: dict[int, Vehicle] = {}

    def install(self, people: tuple[Person, ...], vehicles: tuple[Vehicle, ...]) -> None:
        """Take over what is on disk."""
        self.people = {person.id: person for person in people}
        self.vehicles = {vehicle.id: vehicle for vehicle in vehicles}
        self._publish()

    def person_named(self, name: str) -> Person:
        """The person of this name; a new one where there is none."""
        for person in self.people.values():
            if person.name.casefold() == name.casefold():
                return person
        person = Person(max(self.people, default=0) + 1, name)
        self.people[person.id] = person
        self._records.save_person(person)
        self._publish()
        return person

    def vehicle_named(self, name: str, person_id: int | None) -> Vehicle:
        """The vehicle of this name; a new one, driven by this person, where there is none."""
        for vehicle in self.vehicles.values():
            if vehicle.name.casefold() == name.casefold():
                return vehicle
        vehicle = Vehicle(max(self.vehicles, default=0) + 1, name, person_id)
        self.vehicles[vehicle.id] = vehicle
        self._records.save_vehicle(vehicle)
        self._publish()
        return vehicle

    def _publish(self) -> None:
        self._changes.publish(PeopleChanged(tuple(self.people.values()), tuple(self.vehicles.values())))
