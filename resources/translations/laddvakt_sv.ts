<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>Address</name>
    <message>
        <source>THE-CHARGERS-ID</source>
        <translation>LADDARENS-ID</translation>
    </message>
    <message>
        <source>No charger can call yet, because this computer is not listening.</source>
        <translation>Ingen laddare kan ansluta än, eftersom datorn inte lyssnar.</translation>
    </message>
    <message>
        <source>Code that opens this address&apos;s page on a phone</source>
        <translation>Kod som öppnar adressens sida i en telefon</translation>
    </message>
    <message>
        <source>Open on your phone</source>
        <translation>Öppna i telefonen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adress</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>As separate fields</source>
        <translation>Som enskilda fält</translation>
    </message>
    <message>
        <source>The charger wants it otherwise</source>
        <translation>Laddaren vill ha den annorlunda</translation>
    </message>
    <message>
        <source>Host or server</source>
        <translation>Värd eller server</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Sökväg</translation>
    </message>
    <message>
        <source>Encryption (TLS)</source>
        <translation>Kryptering (TLS)</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>This computer has no address on a network that a charger could call. Connect it to the network by cable or Wi-Fi; the address then appears here.</source>
        <translation>Datorn har ingen adress på ett nätverk som en laddare kan nå. Anslut den till nätverket med kabel eller wifi, så visas adressen här.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>av</translation>
    </message>
    <message>
        <source>on</source>
        <translation>på</translation>
    </message>
    <message>
        <source>Copy without ws://</source>
        <translation>Kopiera utan ws://</translation>
    </message>
    <message>
        <source>Copy without the last /</source>
        <translation>Kopiera utan det sista /</translation>
    </message>
    <message>
        <source>Copy without both</source>
        <translation>Kopiera utan bådadera</translation>
    </message>
    <message>
        <source>Copy with the charger&apos;s own id after it</source>
        <translation>Kopiera med laddarens egen identitet efter</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>Kopiera %1</translation>
    </message>
    <message>
        <source>Hide other addresses</source>
        <translation>Dölj andra adresser</translation>
    </message>
    <message>
        <source>Other addresses</source>
        <translation>Andra adresser</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopierad</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>Backups</source>
        <translation>Säkerhetskopior</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Säkerhetskopiera nu</translation>
    </message>
    <message>
        <source>Made every day by itself. The last 14 days and 12 months are kept.</source>
        <translation>Görs av sig självt varje dag. De senaste 14 dagarna och 12 månaderna sparas.</translation>
    </message>
    <message>
        <source>All data in one file</source>
        <translation>Alla data i en fil</translation>
    </message>
    <message>
        <source>How far the backup is</source>
        <translation>Hur långt säkerhetskopian har kommit</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Välj mapp…</translation>
    </message>
    <message>
        <source>Where backups are kept</source>
        <translation>Var säkerhetskopiorna sparas</translation>
    </message>
    <message>
        <source>On another disk or a network drive they survive this one.</source>
        <translation>På en annan disk eller en nätverksenhet överlever de den här.</translation>
    </message>
    <message>
        <source>Keep them beside the data</source>
        <translation>Spara dem bredvid övriga data</translation>
    </message>
    <message>
        <source>Move to a new computer</source>
        <translation>Flytta till en ny dator</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Återställ…</translation>
    </message>
    <message>
        <source>None has been made yet.</source>
        <translation>Ingen har gjorts än.</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>Plats på disken</translation>
    </message>
    <message>
        <source>Back to Settings</source>
        <translation>Till Inställningar</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>Steg för steg</translation>
    </message>
    <message>
        <source>Here: make a backup and copy its file to a USB stick or the new computer.</source>
        <translation>Här: gör en säkerhetskopia och kopiera filen till ett USB-minne eller den nya datorn.</translation>
    </message>
    <message>
        <source>Here: quit Laddvakt, so that chargers do not speak with both.</source>
        <translation>Här: avsluta Laddvakt, så att laddarna inte talar med båda.</translation>
    </message>
    <message>
        <source>There: install Laddvakt and open it.</source>
        <translation>Där: installera Laddvakt och öppna det.</translation>
    </message>
    <message>
        <source>There: Settings, Restore, choose the file. Everything is there again.</source>
        <translation>Där: Inställningar, Återställ, välj filen. Allt finns där igen.</translation>
    </message>
    <message>
        <source>There: Laddvakt says whether the chargers find it, and if not what to change.</source>
        <translation>Där: Laddvakt säger om laddarna hittar dit, och annars vad som ska ändras.</translation>
    </message>
    <message>
        <source>Make the backup</source>
        <translation>Gör säkerhetskopian</translation>
    </message>
    <message>
        <source>Where chargers call this computer</source>
        <translation>Dit laddarna ansluter på den här datorn</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Kopiera adressen</translation>
    </message>
    <message>
        <source>Chargers have this address in their settings. If the new computer gets the same address from your router, nothing needs to be changed in them.</source>
        <translation>Laddarna har den här adressen i sina inställningar. Om den nya datorn får samma adress av din router behöver inget ändras i dem.</translation>
    </message>
    <message>
        <source>To be given the new address</source>
        <translation>Ska få den nya adressen</translation>
    </message>
    <message>
        <source>This computer is on no network.</source>
        <translation>Datorn är inte på något nätverk.</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Återställ en säkerhetskopia</translation>
    </message>
    <message>
        <source>Which backup?</source>
        <translation>Vilken säkerhetskopia?</translation>
    </message>
    <message>
        <source>No backup has been made here yet.</source>
        <translation>Ingen säkerhetskopia har gjorts här än.</translation>
    </message>
    <message>
        <source>Kept backups, the newest first</source>
        <translation>Sparade säkerhetskopior, den nyaste först</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Välj en fil…</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>Vad den innehåller</translation>
    </message>
    <message>
        <source>The settings and the certificates for encrypted lines come back with it. What is there now is kept as a backup first.</source>
        <translation>Inställningarna och certifikaten för krypterade anslutningar följer med tillbaka. Det som finns här nu sparas först som en säkerhetskopia.</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>Återställ den här</translation>
    </message>
    <message>
        <source>Restored: %1 of %2.</source>
        <translation>Återställt: %1 från %2.</translation>
    </message>
    <message>
        <source>%1 sessions</source>
        <translation>%1 laddningar</translation>
    </message>
    <message>
        <source>%1 chargers</source>
        <translation>%1 laddare</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 laddning</translation>
    </message>
    <message>
        <source>1 charger</source>
        <translation>1 laddare</translation>
    </message>
    <message>
        <source>What was here before is kept as a backup.</source>
        <translation>Det som fanns här förut är sparat som en säkerhetskopia.</translation>
    </message>
    <message>
        <source>Backups (*.sqlite3)</source>
        <translation>Säkerhetskopior (*.sqlite3)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alla filer (*)</translation>
    </message>
    <message>
        <source>In the backup (%1)</source>
        <translation>I säkerhetskopian (%1)</translation>
    </message>
    <message>
        <source>Here now</source>
        <translation>Här nu</translation>
    </message>
    <message>
        <source>Replace the data?</source>
        <translation>Ersätta alla data?</translation>
    </message>
    <message>
        <source>Laddvakt starts anew with what is in the backup. What is there now is kept as a backup. Chargers wait meanwhile and go on charging.</source>
        <translation>Laddvakt börjar om med det som finns i säkerhetskopian. Det som finns här nu sparas som en säkerhetskopia. Laddarna väntar så länge och fortsätter ladda.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersätt</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>daglig</translation>
    </message>
    <message>
        <source>made by you</source>
        <translation>gjord av dig</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>före en uppdatering</translation>
    </message>
    <message>
        <source>before a restore</source>
        <translation>före en återställning</translation>
    </message>
    <message>
        <source>a copy of the data</source>
        <translation>en kopia av dina data</translation>
    </message>
    <message>
        <source>The last one: %1</source>
        <translation>Den senaste: %1</translation>
    </message>
    <message>
        <source>Backups, %1 files</source>
        <translation>Säkerhetskopior, %1 filer</translation>
    </message>
    <message>
        <source>Backups, 1 file</source>
        <translation>Säkerhetskopior, 1 fil</translation>
    </message>
    <message>
        <source>Sessions and readings</source>
        <translation>Laddningar och mätvärden</translation>
    </message>
    <message>
        <source>Message log</source>
        <translation>Meddelandelogg</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>omkring %1</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Gjord</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Gjord med</translation>
    </message>
    <message>
        <source>On</source>
        <translation>På datorn</translation>
    </message>
    <message>
        <source>Chargers</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Laddningar</translation>
    </message>
    <message>
        <source>First session</source>
        <translation>Första laddningen</translation>
    </message>
    <message>
        <source>Last session</source>
        <translation>Senaste laddningen</translation>
    </message>
    <message>
        <source>Total energy</source>
        <translation>Energi totalt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Storlek</translation>
    </message>
    <message>
        <source>Laddvakt %1, format %2</source>
        <translation>Laddvakt %1, format %2</translation>
    </message>
    <message>
        <source>format %2</source>
        <translation>format %2</translation>
    </message>
    <message>
        <source>now</source>
        <translation>nu</translation>
    </message>
    <message>
        <source>The backup does not say where chargers called.</source>
        <translation>Säkerhetskopian säger inte vart laddarna anslöt.</translation>
    </message>
    <message>
        <source>Compare the address in each charger with the one below.</source>
        <translation>Jämför adressen i varje laddare med den här nedanför.</translation>
    </message>
    <message>
        <source>Chargers find this computer where they called before.</source>
        <translation>Laddarna hittar den här datorn där de anslöt förut.</translation>
    </message>
    <message>
        <source>They go on calling %1. Nothing needs to be changed in them.</source>
        <translation>De fortsätter ansluta till %1. Inget behöver ändras i dem.</translation>
    </message>
    <message>
        <source>Chargers still call the old address.</source>
        <translation>Laddarna ansluter fortfarande till den gamla adressen.</translation>
    </message>
    <message>
        <source>On %1 they called %2, which is not this computer&apos;s. Either change the address in each charger to the one below, or give this computer the old address in your router.</source>
        <translation>På %1 anslöt de till %2, som inte är den här datorns. Ändra antingen adressen i varje laddare till den här nedanför, eller ge den här datorn den gamla adressen i din router.</translation>
    </message>
    <message>
        <source>the other computer</source>
        <translation>den andra datorn</translation>
    </message>
    <message>
        <source>Choose one to see what is in it. Nothing is replaced before you say so.</source>
        <translation>Välj en för att se vad den innehåller. Inget ersätts förrän du säger till.</translation>
    </message>
</context>
<context>
    <name>ChargerChoice</name>
    <message>
        <source>Charger</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>All chargers</source>
        <translation>Alla laddare</translation>
    </message>
</context>
<context>
    <name>ChargerSettings</name>
    <message>
        <source>The charger&apos;s own list, in its maker&apos;s words. Change only what you know: a wrong value can keep it from charging or from calling here.</source>
        <translation>Laddarens egen lista, med tillverkarens ord. Ändra bara det du känner till: ett fel värde kan hindra laddaren från att ladda eller ansluta hit.</translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation>Inställningar i %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Läs igen</translation>
    </message>
    <message>
        <source>Search in the settings</source>
        <translation>Sök bland inställningarna</translation>
    </message>
    <message>
        <source>Asking the charger…</source>
        <translation>Frågar laddaren…</translation>
    </message>
    <message>
        <source>A long list can take up to a minute.</source>
        <translation>En lång lista kan ta upp till en minut.</translation>
    </message>
    <message>
        <source>Press Enter on a setting to change it.</source>
        <translation>Tryck på Enter på en inställning för att ändra den.</translation>
    </message>
    <message>
        <source>The settings could not be read.</source>
        <translation>Inställningarna kunde inte läsas.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>No setting matches.</source>
        <translation>Ingen inställning passar.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Visa alla</translation>
    </message>
    <message>
        <source>The charger tells of no settings.</source>
        <translation>Laddaren berättar inte om några inställningar.</translation>
    </message>
    <message>
        <source>Some can only be set up in their maker&apos;s own app.</source>
        <translation>En del laddare kan bara ställas in i tillverkarens egen app.</translation>
    </message>
    <message>
        <source>%1 can only be read.</source>
        <translation>%1 kan bara läsas.</translation>
    </message>
    <message>
        <source>Sending %1 to the charger…</source>
        <translation>Skickar %1 till laddaren…</translation>
    </message>
    <message>
        <source>The charger has taken %1, and heeds it after a restart. Its menu has “Restart charger”.</source>
        <translation>Laddaren har tagit emot %1 och följer det efter en omstart. I dess meny finns ”Starta om laddaren”.</translation>
    </message>
    <message>
        <source>The charger has taken %1.</source>
        <translation>Laddaren har tagit emot %1.</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Inställning</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Värde</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmärkning</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Skickar…</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Ändrad</translation>
    </message>
    <message>
        <source>After a restart</source>
        <translation>Efter omstart</translation>
    </message>
    <message>
        <source>Not changed</source>
        <translation>Inte ändrad</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Kan bara läsas</translation>
    </message>
    <message>
        <source>(not told)</source>
        <translation>(uppges inte)</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Nothing in this time.</source>
        <translation>Ingenting under den här tiden.</translation>
    </message>
    <message>
        <source>%1 in all; most on %2: %3.</source>
        <translation>%1 totalt; mest %2: %3.</translation>
    </message>
    <message>
        <source>%1, of at most %2.</source>
        <translation>%1, av högst %2.</translation>
    </message>
    <message>
        <source>No power readings in this time.</source>
        <translation>Inga effektvärden under den här tiden.</translation>
    </message>
    <message>
        <source>Power from %1 to %2: last %3, highest %4, lowest %5.</source>
        <translation>Effekt från %1 till %2: senast %3, högst %4, lägst %5.</translation>
    </message>
    <message>
        <source>No prices are known for this day.</source>
        <translation>Inga priser är kända för den här dagen.</translation>
    </message>
    <message>
        <source>Lowest at %1: %2. Highest at %3: %4.</source>
        <translation>Lägst %1: %2. Högst %3: %4.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>okänt</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Started</source>
        <translation>Började</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Slutade</translation>
    </message>
    <message>
        <source>Charger</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>Outlet</source>
        <translation>Uttag</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Kort</translation>
    </message>
    <message>
        <source>Energy (kWh)</source>
        <translation>Energi (kWh)</translation>
    </message>
    <message>
        <source>Duration (min)</source>
        <translation>Längd (min)</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Kvalitet</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Export sessions</source>
        <translation>Exportera laddningar</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Laddningar</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Om</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summa</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ingen</translation>
    </message>
    <message>
        <source>charger</source>
        <translation>laddaren</translation>
    </message>
    <message>
        <source>added by hand</source>
        <translation>tillagd för hand</translation>
    </message>
    <message>
        <source>found by the meter</source>
        <translation>hittad av mätaren</translation>
    </message>
    <message>
        <source>split off</source>
        <translation>avdelad</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fordon</translation>
    </message>
    <message>
        <source>Meter at start (kWh)</source>
        <translation>Mätare vid start (kWh)</translation>
    </message>
    <message>
        <source>Meter at end (kWh)</source>
        <translation>Mätare vid slut (kWh)</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Ursprung</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Utelämnad</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Från och med</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Fram till</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Sökning</translation>
    </message>
    <message>
        <source>Only those running</source>
        <translation>Bara pågående</translation>
    </message>
    <message>
        <source>Only those chosen</source>
        <translation>Bara valda</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Tidszon</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Skriven</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>CSV for a spreadsheet (*.csv)</source>
        <translation>CSV för kalkylblad (*.csv)</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel-arbetsbok (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV for programs (*.csv)</source>
        <translation>CSV för program (*.csv)</translation>
    </message>
    <message>
        <source>JSON for programs (*.json)</source>
        <translation>JSON för program (*.json)</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Hur långt exporten har kommit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Visa mappen</translation>
    </message>
    <message>
        <source>%1 of %2 sessions are written …</source>
        <translation>%1 av %2 laddningar är skrivna …</translation>
    </message>
    <message>
        <source>The export was cancelled.</source>
        <translation>Exporten avbröts.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Inget skrevs.</translation>
    </message>
    <message>
        <source>1 session written to %1</source>
        <translation>1 laddning skriven till %1</translation>
    </message>
    <message>
        <source>%1 sessions written to %2</source>
        <translation>%1 laddningar skrivna till %2</translation>
    </message>
    <message>
        <source>The file was not written.</source>
        <translation>Filen skrevs inte.</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kostnad</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Valuta</translation>
    </message>
</context>
<context>
    <name>FailurePage</name>
    <message>
        <source>Quit</source>
        <translation>Avsluta</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detaljer</translation>
    </message>
    <message>
        <source>Restore the backup of %1</source>
        <translation>Återställ säkerhetskopian från %1</translation>
    </message>
    <message>
        <source>The newest backup can take its place. The damaged file is kept.</source>
        <translation>Den nyaste säkerhetskopian kan ta dess plats. Den skadade filen sparas.</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>i går %1</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Hjälp</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Started</source>
        <translation>Började</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Slutade</translation>
    </message>
    <message>
        <source>Charger</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>All chargers</source>
        <translation>Alla laddare</translation>
    </message>
    <message>
        <source>All people</source>
        <translation>Alla personer</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fordon</translation>
    </message>
    <message>
        <source>All vehicles</source>
        <translation>Alla fordon</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Kort</translation>
    </message>
    <message>
        <source>All cards</source>
        <translation>Alla kort</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Kvalitet</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Alla laddningar</translation>
    </message>
    <message>
        <source>No vehicle</source>
        <translation>Inget fordon</translation>
    </message>
    <message>
        <source>kWh</source>
        <translation>kWh</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Längd</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historik</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Vecka</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Månad</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>År</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Allt</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Show a</source>
        <translation>Visa en</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportera…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mer</translation>
    </message>
    <message>
        <source>Add session…</source>
        <translation>Lägg till laddning…</translation>
    </message>
    <message>
        <source>Find missing energy…</source>
        <translation>Hitta saknad energi…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Tidigare</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Från</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Till</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Senare</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>I dag</translation>
    </message>
    <message>
        <source>Search charger, card…</source>
        <translation>Sök laddare, kort…</translation>
    </message>
    <message>
        <source>Energy over time</source>
        <translation>Energi över tid</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Laddningar</translation>
    </message>
    <message>
        <source>running</source>
        <translation>pågår</translation>
    </message>
    <message>
        <source>No charging this day.</source>
        <translation>Ingen laddning den här dagen.</translation>
    </message>
    <message>
        <source>No charging this week.</source>
        <translation>Ingen laddning den här veckan.</translation>
    </message>
    <message>
        <source>No charging this month.</source>
        <translation>Ingen laddning den här månaden.</translation>
    </message>
    <message>
        <source>No charging this year.</source>
        <translation>Ingen laddning det här året.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Rensa filter</translation>
    </message>
    <message>
        <source>Show the latest session</source>
        <translation>Visa den senaste laddningen</translation>
    </message>
    <message>
        <source>No charging between these days.</source>
        <translation>Ingen laddning mellan de här dagarna.</translation>
    </message>
    <message>
        <source>No session matches.</source>
        <translation>Ingen laddning hittades.</translation>
    </message>
    <message>
        <source>Nothing has been charged yet.</source>
        <translation>Ingenting har laddats ännu.</translation>
    </message>
    <message>
        <source>Add charger</source>
        <translation>Lägg till laddare</translation>
    </message>
    <message>
        <source>Every session of an approved charger is kept here, for as long as you like.</source>
        <translation>Varje laddning hos en godkänd laddare sparas här, så länge du vill.</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Övriga</translation>
    </message>
    <message>
        <source>Parts of the bars</source>
        <translation>Staplarnas delar</translation>
    </message>
    <message>
        <source>session</source>
        <translation>laddning</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>laddningar</translation>
    </message>
    <message>
        <source>session left out</source>
        <translation>borträknad</translation>
    </message>
    <message>
        <source>sessions left out</source>
        <translation>borträknade</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>borträknad</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>totalt</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Inget har ändrats.</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>Laddningar</translation>
    </message>
    <message>
        <source>Week %1</source>
        <translation>Vecka %1</translation>
    </message>
    <message>
        <source>All years</source>
        <translation>Alla år</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Den här datorn</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ingen</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>för hand</translation>
    </message>
    <message>
        <source>found</source>
        <translation>hittad</translation>
    </message>
    <message>
        <source>split</source>
        <translation>delad</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>uppmätt</translation>
    </message>
    <message>
        <source>rebuilt</source>
        <translation>återskapad</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>ändrad</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>ifrågasatt</translation>
    </message>
    <message>
        <source>%1 assigned to %2.</source>
        <translation>%1 tillhör nu %2.</translation>
    </message>
    <message>
        <source>%1 assigned to nobody.</source>
        <translation>%1 tillhör nu ingen.</translation>
    </message>
    <message>
        <source>%1 left out of all totals.</source>
        <translation>%1 räknas inte längre i någon summa.</translation>
    </message>
    <message>
        <source>%1 counted again.</source>
        <translation>%1 räknas med igen.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Ångrat.</translation>
    </message>
    <message>
        <source>Assign %1</source>
        <translation>Tilldela %1</translation>
    </message>
    <message>
        <source>Choose who charged, or write a new name: it is then known from now on.</source>
        <translation>Välj vem som laddade, eller skriv ett nytt namn: då finns det med i fortsättningen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>These sessions are nobody&apos;s</source>
        <translation>Laddningarna är ingens</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Tilldela</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 laddning</translation>
    </message>
    <message>
        <source>%1 sessions</source>
        <translation>%1 laddningar</translation>
    </message>
    <message>
        <source>1 session chosen</source>
        <translation>1 laddning vald</translation>
    </message>
    <message>
        <source>%1 sessions chosen</source>
        <translation>%1 laddningar valda</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1 borträknade</translation>
    </message>
    <message>
        <source>Showing the first %1 of %2 in this order.</source>
        <translation>Visar de första %1 av %2 i den här ordningen.</translation>
    </message>
    <message>
        <source>Showing the newest %1 of %2.</source>
        <translation>Visar de nyaste %1 av %2.</translation>
    </message>
    <message>
        <source>Showing the oldest %1 of %2.</source>
        <translation>Visar de äldsta %1 av %2.</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>Tilldela…</translation>
    </message>
    <message>
        <source>Assign to person…</source>
        <translation>Tilldela person…</translation>
    </message>
    <message>
        <source>More for the chosen sessions</source>
        <translation>Mer för de valda laddningarna</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Export chosen…</source>
        <translation>Exportera valda…</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Räkna bort</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Räkna med igen</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>Månader</translation>
    </message>
    <message>
        <source>No month has such a session.</source>
        <translation>Ingen månad har en sådan laddning.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ångra</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Ångra (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kostnad</translation>
    </message>
    <message>
        <source>Cost with VAT</source>
        <translation>Kostnad med moms</translation>
    </message>
    <message>
        <source>%1 without a price</source>
        <translation>%1 utan pris</translation>
    </message>
    <message>
        <source>The card was refused: %1. The charger charged all the same.</source>
        <translation>Kortet nekades: %1. Laddaren laddade ändå.</translation>
    </message>
    <message>
        <source>The card was refused: %1. Nothing has been charged so far.</source>
        <translation>Kortet nekades: %1. Inget har laddats hittills.</translation>
    </message>
    <message>
        <source>The card was refused: %1. Nothing was charged.</source>
        <translation>Kortet nekades: %1. Inget laddades.</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>nekad</translation>
    </message>
    <message>
        <source>1 session without a price is not in it</source>
        <translation>1 laddning utan pris är inte med</translation>
    </message>
    <message>
        <source>%1 sessions without a price are not in it</source>
        <translation>%1 laddningar utan pris är inte med</translation>
    </message>
    <message>
        <source>1 session that still runs is not in it</source>
        <translation>1 laddning som pågår är inte med</translation>
    </message>
    <message>
        <source>%1 sessions that still run are not in it</source>
        <translation>%1 laddningar som pågår är inte med</translation>
    </message>
    <message>
        <source>What the bars show</source>
        <translation>Vad staplarna visar</translation>
    </message>
    <message>
        <source>Energy in kWh</source>
        <translation>Energi i kWh</translation>
    </message>
    <message>
        <source>%1 over time</source>
        <translation>%1 över tid</translation>
    </message>
    <message>
        <source>Nothing of this time has a cost.</source>
        <translation>Inget från den här tiden har en kostnad.</translation>
    </message>
    <message>
        <source>%1, %2, with VAT</source>
        <translation>%1, %2, med moms</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energi</translation>
    </message>
</context>
<context>
    <name>Later</name>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Något oväntat gick fel.</translation>
    </message>
    <message>
        <source>Your chargers go on charging. The details stand in the program&apos;s log.</source>
        <translation>Laddarna fortsätter att ladda. Detaljerna står i programmets logg.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Riktning</translation>
    </message>
    <message>
        <source>Charger</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meddelande</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmärkning</translation>
    </message>
    <message>
        <source>← from</source>
        <translation>← från</translation>
    </message>
    <message>
        <source>→ to</source>
        <translation>→ till</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Oläsligt</translation>
    </message>
    <message>
        <source>Answer to %1</source>
        <translation>Svar på %1</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Svar</translation>
    </message>
    <message>
        <source>Error %1</source>
        <translation>Fel %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Message log</source>
        <translation>Meddelandelogg</translation>
    </message>
    <message>
        <source>Search in the messages</source>
        <translation>Sök i meddelandena</translation>
    </message>
    <message>
        <source>The whole message</source>
        <translation>Hela meddelandet</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>Inga meddelanden ännu.</translation>
    </message>
    <message>
        <source>What the chargers and this computer say to each other is listed here.</source>
        <translation>Här listas vad laddarna och den här datorn säger till varandra.</translation>
    </message>
    <message>
        <source>No message matches.</source>
        <translation>Inget meddelande hittades.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Visa alla</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 nya</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Följ</translation>
    </message>
    <message>
        <source>… the rest is too long to show.</source>
        <translation>… resten är för lång för att visas.</translation>
    </message>
    <message>
        <source>Show card numbers</source>
        <translation>Visa kortnummer</translation>
    </message>
    <message>
        <source>Who knows a card&apos;s number can make a copy of it. Copied messages follow this too.</source>
        <translation>Den som känner till ett kortnummer kan göra en kopia av kortet. Kopierade meddelanden följer också detta.</translation>
    </message>
</context>
<context>
    <name>Newcomer</name>
    <message>
        <source>A new charger wants to connect</source>
        <translation>En ny laddare vill ansluta</translation>
    </message>
    <message>
        <source>Name it, for example Garage</source>
        <translation>Ge den ett namn, till exempel Garaget</translation>
    </message>
    <message>
        <source>The charger&apos;s name</source>
        <translation>Laddarens namn</translation>
    </message>
    <message>
        <source>Not mine</source>
        <translation>Inte min</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Godkänn</translation>
    </message>
</context>
<context>
    <name>Notes</name>
    <message>
        <source>%1 for %2</source>
        <translation>%1 i stället för %2</translation>
    </message>
    <message>
        <source>%1 message</source>
        <translation>meddelande enligt %1</translation>
    </message>
    <message>
        <source>%1 not a list</source>
        <translation>%1 är ingen lista</translation>
    </message>
    <message>
        <source>%1 not an object</source>
        <translation>%1 är inget objekt</translation>
    </message>
    <message>
        <source>%1 holds something else</source>
        <translation>%1 innehåller något annat</translation>
    </message>
    <message>
        <source>answers nothing that was asked</source>
        <translation>svarar på något som ingen har frågat</translation>
    </message>
    <message>
        <source>bracket missing</source>
        <translation>en parentes saknas</translation>
    </message>
    <message>
        <source>bracket too many</source>
        <translation>en parentes för mycket</translation>
    </message>
    <message>
        <source>byte order mark</source>
        <translation>byteordningsmärke först</translation>
    </message>
    <message>
        <source>clock wrong: %1</source>
        <translation>klockan går fel: %1</translation>
    </message>
    <message>
        <source>colon too many</source>
        <translation>ett kolon för mycket</translation>
    </message>
    <message>
        <source>comma missing</source>
        <translation>ett komma saknas</translation>
    </message>
    <message>
        <source>comma too many</source>
        <translation>ett komma för mycket</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>okänt sammanhang %1</translation>
    </message>
    <message>
        <source>control characters</source>
        <translation>styrtecken</translation>
    </message>
    <message>
        <source>could not be handled</source>
        <translation>kunde inte behandlas</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>avhugget</translation>
    </message>
    <message>
        <source>half characters</source>
        <translation>halva tecken</translation>
    </message>
    <message>
        <source>line breaks in a text</source>
        <translation>radbrytningar i en text</translation>
    </message>
    <message>
        <source>longer than 1 MiB: the line was closed</source>
        <translation>längre än 1 MiB: förbindelsen stängdes</translation>
    </message>
    <message>
        <source>message type not a number</source>
        <translation>meddelandetypen är inget tal</translation>
    </message>
    <message>
        <source>more than four elements</source>
        <translation>fler än fyra delar</translation>
    </message>
    <message>
        <source>multiplier %1</source>
        <translation>okänd multiplikator %1</translation>
    </message>
    <message>
        <source>name without quotes</source>
        <translation>namn utan citattecken</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>för många nivåer</translation>
    </message>
    <message>
        <source>no outlet</source>
        <translation>inget uttag angivet</translation>
    </message>
    <message>
        <source>no payload</source>
        <translation>inget innehåll</translation>
    </message>
    <message>
        <source>no timestamp</source>
        <translation>ingen tid angiven</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>%1 saknas</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>inget tal</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>inte JSON</translation>
    </message>
    <message>
        <source>not JSON, and too long to mend</source>
        <translation>inte JSON, och för långt för att lagas</translation>
    </message>
    <message>
        <source>not served</source>
        <translation>besvaras inte här</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>inte UTF-8</translation>
    </message>
    <message>
        <source>nothing heard for %1 s: the line was dropped</source>
        <translation>inget hördes på %1 s: förbindelsen bröts</translation>
    </message>
    <message>
        <source>NUL around the message</source>
        <translation>nolltecken runt meddelandet</translation>
    </message>
    <message>
        <source>number out of range</source>
        <translation>talet är för stort</translation>
    </message>
    <message>
        <source>phase %1</source>
        <translation>okänd fas %1</translation>
    </message>
    <message>
        <source>reason %1</source>
        <translation>okänd orsak %1</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>upprepat</translation>
    </message>
    <message>
        <source>schema: %1</source>
        <translation>följer inte schemat: %1</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>okänd status %1</translation>
    </message>
    <message>
        <source>text after the end</source>
        <translation>text efter slutet</translation>
    </message>
    <message>
        <source>text without quotes</source>
        <translation>text utan citattecken</translation>
    </message>
    <message>
        <source>the charger could not read our answer</source>
        <translation>laddaren kunde inte läsa vårt svar</translation>
    </message>
    <message>
        <source>time as a number</source>
        <translation>tiden skriven som ett tal</translation>
    </message>
    <message>
        <source>time unreadable: %1</source>
        <translation>tiden går inte att läsa: %1</translation>
    </message>
    <message>
        <source>time without zone</source>
        <translation>tid utan tidszon</translation>
    </message>
    <message>
        <source>unit %1</source>
        <translation>okänd enhet %1</translation>
    </message>
    <message>
        <source>unknown action</source>
        <translation>okänt meddelande</translation>
    </message>
    <message>
        <source>unreadable: %1</source>
        <translation>går inte att läsa: %1</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>värdet %1 går inte att läsa</translation>
    </message>
    <message>
        <source>value beyond reason</source>
        <translation>orimligt värde</translation>
    </message>
    <message>
        <source>value missing</source>
        <translation>ett värde saknas</translation>
    </message>
    <message>
        <source>wrote %1</source>
        <translation>skrev %1</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Start</source>
        <translation>Starta</translation>
    </message>
    <message>
        <source>Starts a session without a card.</source>
        <translation>Börjar en laddning utan kort.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppa</translation>
    </message>
    <message>
        <source>Ends the session. Many cars must be unplugged before they charge again.</source>
        <translation>Avslutar laddningen. Många bilar måste kopplas ur innan de kan laddas igen.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Holds the current at 0 A; the session goes on.</source>
        <translation>Håller strömmen vid 0 A; laddningen är inte avslutad.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsätt</translation>
    </message>
    <message>
        <source>Lifts the pause.</source>
        <translation>Häver pausen.</translation>
    </message>
    <message>
        <source>Unlock cable</source>
        <translation>Lås upp kabeln</translation>
    </message>
    <message>
        <source>Opens the cable lock. A session that runs may end.</source>
        <translation>Öppnar kabellåset. En pågående laddning kan avslutas.</translation>
    </message>
    <message>
        <source>Unlock the cable of %1?</source>
        <translation>Lås upp kabeln vid %1?</translation>
    </message>
    <message>
        <source>The charger has opened the cable lock.</source>
        <translation>Laddaren har öppnat kabellåset.</translation>
    </message>
    <message>
        <source>Restart charger</source>
        <translation>Starta om laddaren</translation>
    </message>
    <message>
        <source>It is gone for a minute or two. Sessions on all its outlets may end.</source>
        <translation>Den är borta en minut eller två. Laddningar på alla dess uttag kan avslutas.</translation>
    </message>
    <message>
        <source>Restart %1?</source>
        <translation>Starta om %1?</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Stäng av</translation>
    </message>
    <message>
        <source>No one can charge here until it is switched on.</source>
        <translation>Ingen kan ladda här förrän det slås på.</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Slå på</translation>
    </message>
    <message>
        <source>Cars can charge here again.</source>
        <translation>Bilar kan ladda här igen.</translation>
    </message>
    <message>
        <source>Help with connection</source>
        <translation>Hjälp med anslutningen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Byt namn</translation>
    </message>
    <message>
        <source>Charger</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>Outlet</source>
        <translation>Uttag</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Per phase. It holds until you change it, also for the sessions to come.</source>
        <translation>Per fas. Den gäller tills du ändrar den, även för kommande laddningar.</translation>
    </message>
    <message>
        <source>Limit current</source>
        <translation>Begränsa strömmen</translation>
    </message>
    <message>
        <source>Most current, in amperes</source>
        <translation>Högsta ström, i ampere</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Ingen gräns</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Begränsa</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Skickar…</translation>
    </message>
    <message>
        <source>Limit current…</source>
        <translation>Begränsa strömmen…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Byt namn…</translation>
    </message>
    <message>
        <source>Show messages</source>
        <translation>Visa meddelanden</translation>
    </message>
    <message>
        <source>Show sessions</source>
        <translation>Visa laddningar</translation>
    </message>
    <message>
        <source>Remove charger…</source>
        <translation>Ta bort laddaren…</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>Ta bort %1?</translation>
    </message>
    <message>
        <source>It is forgotten and turned away until it is approved anew. Its sessions stay in History.</source>
        <translation>Den glöms och avvisas tills den godkänns på nytt. Dess laddningar finns kvar i historiken.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>The charger will do so when the running session ends.</source>
        <translation>Laddaren gör det när den pågående laddningen är slut.</translation>
    </message>
    <message>
        <source>Change address</source>
        <translation>Byt adress</translation>
    </message>
    <message>
        <source>Change port</source>
        <translation>Byt port</translation>
    </message>
    <message>
        <source>A new charger wants to connect</source>
        <translation>En ny laddare vill ansluta</translation>
    </message>
    <message>
        <source>Not mine</source>
        <translation>Inte min</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Godkänn</translation>
    </message>
    <message>
        <source>A new charger wants to connect, and %1 more</source>
        <translation>En ny laddare vill ansluta, och %1 till</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mer</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Mer för %1</translation>
    </message>
    <message>
        <source>Power now</source>
        <translation>Effekt nu</translation>
    </message>
    <message>
        <source>Power over time</source>
        <translation>Effekt över tid</translation>
    </message>
    <message>
        <source>Energy so far</source>
        <translation>Energi hittills</translation>
    </message>
    <message>
        <source>Add charger</source>
        <translation>Lägg till laddare</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Översikt</translation>
    </message>
    <message>
        <source>No charger connected yet.</source>
        <translation>Ingen laddare är ansluten än.</translation>
    </message>
    <message>
        <source>Charging now</source>
        <translation>Laddar nu</translation>
    </message>
    <message>
        <source>Nothing is charging</source>
        <translation>Ingenting laddar</translation>
    </message>
    <message>
        <source>One car is charging</source>
        <translation>En bil laddar</translation>
    </message>
    <message>
        <source>%1 cars are charging</source>
        <translation>%1 bilar laddar</translation>
    </message>
    <message>
        <source>One session</source>
        <translation>En laddning</translation>
    </message>
    <message>
        <source>%1 sessions</source>
        <translation>%1 laddningar</translation>
    </message>
    <message>
        <source>Current now</source>
        <translation>Ström nu</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <translation>Gräns %1</translation>
    </message>
    <message>
        <source>Car %1 %</source>
        <translation>Bilen %1 %</translation>
    </message>
    <message>
        <source>Last used %1</source>
        <translation>Senast använd %1</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Återställ…</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Säkerhetskopior</translation>
    </message>
    <message>
        <source>I know</source>
        <translation>Jag vet</translation>
    </message>
    <message>
        <source>From its next call on %1 must give this password, so set the same in the charger. Most chargers take 16 to 40 letters and digits. It is never shown again.</source>
        <translation>Från nästa anslutning måste %1 uppge det här lösenordet, så ställ in samma i laddaren. De flesta laddare tar 16 till 40 bokstäver och siffror. Det visas aldrig igen.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Lösenord</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nytt lösenord</translation>
    </message>
    <message>
        <source>No password</source>
        <translation>Inget lösenord</translation>
    </message>
    <message>
        <source>Password…</source>
        <translation>Lösenord…</translation>
    </message>
    <message>
        <source>Charger settings…</source>
        <translation>Laddarens inställningar…</translation>
    </message>
    <message>
        <source>The password is kept. The charger must give it from its next call on.</source>
        <translation>Lösenordet är sparat. Laddaren måste uppge det från nästa anslutning.</translation>
    </message>
    <message>
        <source>This charger needs no password any more.</source>
        <translation>Laddaren behöver inget lösenord längre.</translation>
    </message>
    <message>
        <source>Approve this card</source>
        <translation>Godkänn kortet</translation>
    </message>
    <message>
        <source>Look at the card</source>
        <translation>Visa kortet</translation>
    </message>
    <message>
        <source>Who may charge</source>
        <translation>Vem får ladda</translation>
    </message>
    <message>
        <source>Who may charge…</source>
        <translation>Vem får ladda…</translation>
    </message>
    <message>
        <source>Child lock</source>
        <translation>Barnlås</translation>
    </message>
    <message>
        <source>Nobody can start here but from this computer.</source>
        <translation>Ingen kan starta här annat än från den här datorn.</translation>
    </message>
    <message>
        <source>A card was used. Who may charge here?</source>
        <translation>Ett kort har använts. Vem får ladda här?</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Fråga mig</translation>
    </message>
    <message>
        <source>Only cards I know</source>
        <translation>Bara kort jag känner</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alla</translation>
    </message>
    <message>
        <source>Until you choose everyone may. You can change it at any time.</source>
        <translation>Tills du väljer får alla ladda. Du kan ändra det när som helst.</translation>
    </message>
    <message>
        <source>Everyone can charge here, with any card.</source>
        <translation>Alla kan ladda här, med vilket kort som helst.</translation>
    </message>
    <message>
        <source>Choose who may charge</source>
        <translation>Välj vem som får ladda</translation>
    </message>
    <message>
        <source>price missing</source>
        <translation>pris saknas</translation>
    </message>
    <message>
        <source>Cost with VAT</source>
        <translation>Kostnad med moms</translation>
    </message>
    <message>
        <source>Cost so far, with VAT</source>
        <translation>Kostnad hittills, med moms</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Overview</source>
        <translation>Översikt</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historik</translation>
    </message>
    <message>
        <source>Cards &amp; people</source>
        <translation>Kort och personer</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Priser</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapporter</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Inställningar</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hjälp</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Avsnitt</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>Refused attempts</source>
        <translation>Avvisade försök</translation>
    </message>
    <message>
        <source>None. Whoever is turned away is listed here, with the reason.</source>
        <translation>Inga. Den som avvisas visas här, med orsaken.</translation>
    </message>
    <message>
        <source>%1 times, last %2</source>
        <translation>%1 gånger, senast %2</translation>
    </message>
    <message>
        <source>Approve it</source>
        <translation>Godkänn den</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energi</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Längd</translation>
    </message>
    <message>
        <source>Mean power</source>
        <translation>Medeleffekt</translation>
    </message>
    <message>
        <source>Highest power</source>
        <translation>Högsta effekt</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Effekt</translation>
    </message>
    <message>
        <source>Power over time</source>
        <translation>Effekt över tid</translation>
    </message>
    <message>
        <source>The charger sent no readings for this session.</source>
        <translation>Laddaren skickade inga mätvärden för den här laddningen.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detaljer</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Började</translation>
    </message>
    <message>
        <source>Meter at start</source>
        <translation>Mätare vid start</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Slutade</translation>
    </message>
    <message>
        <source>Meter at end</source>
        <translation>Mätare vid slut</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Kort</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transaktion</translation>
    </message>
    <message>
        <source>Why it ended</source>
        <translation>Varför den slutade</translation>
    </message>
    <message>
        <source>Charger</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>Its energy is %1.</source>
        <translation>Energin är %1.</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>sedan %1</translation>
    </message>
    <message>
        <source>the first reading</source>
        <translation>första mätvärdet</translation>
    </message>
    <message>
        <source>the last reading</source>
        <translation>sista mätvärdet</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Rätta…</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>Dela…</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Ångra senaste ändringen</translation>
    </message>
    <message>
        <source>Add session…</source>
        <translation>Lägg till laddning…</translation>
    </message>
    <message>
        <source>Missing energy…</source>
        <translation>Saknad energi…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Ta bort…</translation>
    </message>
    <message>
        <source>No charger told of it, so it is gone for good. Its number is never given again.</source>
        <translation>Ingen laddare berättade om den, så den är borta för gott. Dess nummer används aldrig igen.</translation>
    </message>
    <message>
        <source>Delete this session?</source>
        <translation>Ta bort den här laddningen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Ändringar</translation>
    </message>
    <message>
        <source>undone %1</source>
        <translation>ångrad %1</translation>
    </message>
    <message>
        <source>undone by %1, %2</source>
        <translation>ångrad av %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ångra</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändra</translation>
    </message>
    <message>
        <source>The other part: %1, %2 kWh</source>
        <translation>Den andra delen: %1, %2 kWh</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Inget ändrades.</translation>
    </message>
    <message>
        <source>Somebody wrote it down; no charger told of it.</source>
        <translation>Någon skrev in den; ingen laddare berättade om den.</translation>
    </message>
    <message>
        <source>It is a part of a session that somebody split.</source>
        <translation>Den är en del av en laddning som någon delade.</translation>
    </message>
    <message>
        <source>Left out of totals and statements</source>
        <translation>Utelämnad ur summor och underlag</translation>
    </message>
    <message>
        <source>Taken into totals and statements again</source>
        <translation>Medtagen i summor och underlag igen</translation>
    </message>
    <message>
        <source>Corrected: %1</source>
        <translation>Rättad: %1</translation>
    </message>
    <message>
        <source>Split at %1</source>
        <translation>Delad %1</translation>
    </message>
    <message>
        <source>Added by hand</source>
        <translation>Tillagd för hand</translation>
    </message>
    <message>
        <source>Booked from what the meter counted</source>
        <translation>Bokförd efter vad mätaren räknade</translation>
    </message>
    <message>
        <source>the charger said %1</source>
        <translation>laddaren sa %1</translation>
    </message>
    <message>
        <source>at first %1</source>
        <translation>först %1</translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation>Tilldelad %1</translation>
    </message>
    <message>
        <source>Assigned to nobody</source>
        <translation>Tilldelad ingen</translation>
    </message>
    <message>
        <source>Vehicle: %1</source>
        <translation>Fordon: %1</translation>
    </message>
    <message>
        <source>Vehicle taken away</source>
        <translation>Fordonet borttaget</translation>
    </message>
    <message>
        <source>Note taken away</source>
        <translation>Anteckningen borttagen</translation>
    </message>
    <message>
        <source>Note: “%1”</source>
        <translation>Anteckning: ”%1”</translation>
    </message>
    <message>
        <source>start %1 → %2</source>
        <translation>start %1 → %2</translation>
    </message>
    <message>
        <source>end %1 → %2</source>
        <translation>slut %1 → %2</translation>
    </message>
    <message>
        <source>energy %1 → %2 kWh</source>
        <translation>energi %1 → %2 kWh</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Write what should be remembered about it</source>
        <translation>Skriv det som bör kommas ihåg om den</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fordon</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Ingen än</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Inget än</translation>
    </message>
    <message>
        <source>Leave out of totals and statements</source>
        <translation>Utelämna ur summor och underlag</translation>
    </message>
    <message>
        <source>Ctrl+Enter keeps it, Esc takes it back.</source>
        <translation>Ctrl+Enter behåller, Esc tar tillbaka.</translation>
    </message>
    <message>
        <source>The note was not kept: %1</source>
        <translation>Anteckningen sparades inte: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>Meter (kWh)</source>
        <translation>Mätare (kWh)</translation>
    </message>
    <message>
        <source>Power (kW)</source>
        <translation>Effekt (kW)</translation>
    </message>
    <message>
        <source>Battery (%)</source>
        <translation>Batteri (%)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Copy all meter values</source>
        <translation>Kopiera alla mätarvärden</translation>
    </message>
    <message>
        <source>Meter values</source>
        <translation>Mätarvärden</translation>
    </message>
    <message>
        <source>Meter values (%1)</source>
        <translation>Mätarvärden (%1)</translation>
    </message>
    <message>
        <source>Started, as written down by hand</source>
        <translation>Startade, som det skrevs in för hand</translation>
    </message>
    <message>
        <source>Ended, as written down by hand</source>
        <translation>Slutade, som det skrevs in för hand</translation>
    </message>
    <message>
        <source>The session before had ended, and the meter counted on</source>
        <translation>Laddningen före var slut, och mätaren räknade vidare</translation>
    </message>
    <message>
        <source>This part begins</source>
        <translation>Den här delen börjar</translation>
    </message>
    <message>
        <source>Started from this computer</source>
        <translation>Startad från den här datorn</translation>
    </message>
    <message>
        <source>Started with card %1</source>
        <translation>Startad med kort %1</translation>
    </message>
    <message>
        <source>This part ends</source>
        <translation>Den här delen slutar</translation>
    </message>
    <message>
        <source>The next session began</source>
        <translation>Nästa laddning började</translation>
    </message>
    <message>
        <source>Ended: %1</source>
        <translation>Avslutad: %1</translation>
    </message>
    <message>
        <source>The cable was plugged in</source>
        <translation>Kabeln sattes i</translation>
    </message>
    <message>
        <source>The cable was unplugged</source>
        <translation>Kabeln drogs ur</translation>
    </message>
    <message>
        <source>Released from this computer</source>
        <translation>Släppt fram från den här datorn</translation>
    </message>
    <message>
        <source>Card %1 was shown</source>
        <translation>Kort %1 visades</translation>
    </message>
    <message>
        <source>Charging went on</source>
        <translation>Laddningen fortsatte</translation>
    </message>
    <message>
        <source>Charging began</source>
        <translation>Laddningen började</translation>
    </message>
    <message>
        <source>The car took no more for a while</source>
        <translation>Bilen tog inte emot mer för en stund</translation>
    </message>
    <message>
        <source>The charger paused it</source>
        <translation>Laddaren gjorde paus</translation>
    </message>
    <message>
        <source>Over; the cable is still in</source>
        <translation>Klart; kabeln sitter kvar</translation>
    </message>
    <message>
        <source>The fault is over</source>
        <translation>Felet är över</translation>
    </message>
    <message>
        <source>Contact with the charger was lost</source>
        <translation>Kontakten med laddaren bröts</translation>
    </message>
    <message>
        <source>Contact with the charger was back</source>
        <translation>Kontakten med laddaren var tillbaka</translation>
    </message>
    <message>
        <source>The current limit was lifted</source>
        <translation>Strömgränsen togs bort</translation>
    </message>
    <message>
        <source>Limited to %1</source>
        <translation>Begränsad till %1</translation>
    </message>
    <message>
        <source>Fault: %1</source>
        <translation>Fel: %1</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Vad som hände</translation>
    </message>
    <message>
        <source>Show %1 more in between</source>
        <translation>Visa %1 till däremellan</translation>
    </message>
    <message>
        <source>Reckon anew</source>
        <translation>Räkna om</translation>
    </message>
    <message>
        <source>By the prices as they stand now; what was reckoned before is kept.</source>
        <translation>Med priserna som de är nu; det som räknades förut finns kvar.</translation>
    </message>
    <message>
        <source>How it was reckoned</source>
        <translation>Så räknades det</translation>
    </message>
    <message>
        <source>What it costs so far</source>
        <translation>Vad den kostar hittills</translation>
    </message>
    <message>
        <source>What it cost</source>
        <translation>Vad den kostade</translation>
    </message>
    <message>
        <source>It has not been reckoned: no prices were in force when it ran.</source>
        <translation>Den har inte räknats: inga priser gällde när den pågick.</translation>
    </message>
    <message>
        <source>It stands on statement %1, so it stays as it is.</source>
        <translation>Den står på underlag %1, så den ändras inte.</translation>
    </message>
    <message>
        <source>By the mean of the known prices it may come to %1.</source>
        <translation>Med de kända prisernas medelvärde kan den hamna på %1.</translation>
    </message>
    <message>
        <source>Without VAT</source>
        <translation>Utan moms</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>Moms</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Totalt</translation>
    </message>
    <message>
        <source>A card was shown</source>
        <translation>Ett kort visades</translation>
    </message>
    <message>
        <source>Card %1 was refused</source>
        <translation>Kort %1 nekades</translation>
    </message>
    <message>
        <source>Kept as the charger sent them. Whether the signatures are right is for other programs to check, such as the S.A.F.E. transparency software.</source>
        <translation>Sparade så som laddaren skickade dem. Om signaturerna stämmer får andra program kontrollera, till exempel S.A.F.E:s Transparenzsoftware.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportera…</translation>
    </message>
    <message>
        <source>Export signed meter values</source>
        <translation>Exportera signerade mätvärden</translation>
    </message>
    <message>
        <source>Signed meter values: %1</source>
        <translation>Signerade mätvärden: %1</translation>
    </message>
    <message>
        <source>Signed meter values %1</source>
        <translation>Signerade mätvärden %1</translation>
    </message>
    <message>
        <source>%1 signed values are saved as %2.</source>
        <translation>%1 signerade värden är sparade som %2.</translation>
    </message>
    <message>
        <source>The charger itself reckoned %1. What counts is the sum here.</source>
        <translation>Laddaren själv räknade ut %1. Det som gäller är summan här.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Inställningar</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fönster</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Systemets</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Ljust</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mörkt</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Utseende</translation>
    </message>
    <message>
        <source>Chargers</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Chargers call this computer on this port. If you change it, every charger must be given the new address; until then they cannot reach Laddvakt.</source>
        <translation>Laddarna når datorn på den här porten. Om du ändrar den måste varje laddare få den nya adressen; till dess når de inte Laddvakt.</translation>
    </message>
    <message>
        <source>Save port</source>
        <translation>Spara port</translation>
    </message>
    <message>
        <source>Message log</source>
        <translation>Meddelandelogg</translation>
    </message>
    <message>
        <source>Keep messages for</source>
        <translation>Spara meddelanden i</translation>
    </message>
    <message>
        <source>days</source>
        <translation>dagar</translation>
    </message>
    <message>
        <source>Every message to and from the chargers, for finding faults. Sessions stay.</source>
        <translation>Alla meddelanden till och från laddarna, för felsökning. Laddningarna finns kvar.</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Högst</translation>
    </message>
    <message>
        <source>The oldest messages are dropped first.</source>
        <translation>De äldsta meddelandena tas bort först.</translation>
    </message>
    <message>
        <source>Open the message log</source>
        <translation>Öppna meddelandeloggen</translation>
    </message>
    <message>
        <source>Save log settings</source>
        <translation>Spara logginställningar</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>Programmet</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Öppna mappen</translation>
    </message>
    <message>
        <source>Where your data is kept</source>
        <translation>Här sparas dina data</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Right now chargers call port %1, because the program was started on that one, as the demo always is. The port above holds when it is started as usual.</source>
        <translation>Just nu ansluter laddarna till port %1, eftersom programmet startades på den, så som demon alltid gör. Porten ovan gäller när det startas som vanligt.</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>för alltid</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 år</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 år</translation>
    </message>
    <message>
        <source>%1 months</source>
        <translation>%1 månader</translation>
    </message>
    <message>
        <source>People and cards</source>
        <translation>Personer och kort</translation>
    </message>
    <message>
        <source>Keep names and cards of sessions for</source>
        <translation>Behåll laddningarnas namn och kort</translation>
    </message>
    <message>
        <source>After this time a session loses its person, vehicle, card and note. Its energy, times and charger stay, so that totals are the same.</source>
        <translation>Efter den tiden förlorar en laddning sin person, sitt fordon, kort och sin anteckning. Energi, tider och laddare finns kvar, så summorna är desamma.</translation>
    </message>
    <message>
        <source>Forget who charged after %1?</source>
        <translation>Glömma vem som laddade efter %1?</translation>
    </message>
    <message>
        <source>Every session that is older loses its person, vehicle, card and note, now and from now on each day. This cannot be undone, but by a backup.</source>
        <translation>Varje laddning som är äldre förlorar sin person, sitt fordon, kort och sin anteckning, nu och sedan varje dag. Det kan bara göras ogjort med en säkerhetskopia.</translation>
    </message>
    <message>
        <source>Forget them</source>
        <translation>Glöm dem</translation>
    </message>
    <message>
        <source>On chargers that can show it: the cost so far, and at the end the sum.</source>
        <translation>På laddare som kan visa den: kostnaden hittills och till slut summan.</translation>
    </message>
    <message>
        <source>Costs on the charger&apos;s display</source>
        <translation>Kostnad på laddarens skärm</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ingen</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>done</source>
        <translation>klart</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>väntar</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>inte än</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>fungerar inte</translation>
    </message>
    <message>
        <source>What has happened so far</source>
        <translation>Vad som har hänt hittills</translation>
    </message>
    <message>
        <source>Change port</source>
        <translation>Byt port</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>Lyssnar inte</translation>
    </message>
    <message>
        <source>Listening on this computer</source>
        <translation>Datorn lyssnar</translation>
    </message>
    <message>
        <source>Something knocked</source>
        <translation>Något har anslutit</translation>
    </message>
    <message>
        <source>Waiting for a knock</source>
        <translation>Väntar på att en laddare ansluter</translation>
    </message>
    <message>
        <source>It gave its name</source>
        <translation>Har sagt sitt namn</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Laddarens namn</translation>
    </message>
    <message>
        <source>It said hello</source>
        <translation>Har presenterat sig</translation>
    </message>
    <message>
        <source>Its greeting</source>
        <translation>Laddarens presentation</translation>
    </message>
    <message>
        <source>You approved it</source>
        <translation>Du har godkänt laddaren</translation>
    </message>
    <message>
        <source>Your approval</source>
        <translation>Ditt godkännande</translation>
    </message>
    <message>
        <source>It told its outlet&apos;s status</source>
        <translation>Har meddelat uttagets status</translation>
    </message>
    <message>
        <source>Its outlet&apos;s status</source>
        <translation>Uttagets status</translation>
    </message>
    <message>
        <source>It sent a meter reading</source>
        <translation>Har skickat ett mätvärde</translation>
    </message>
    <message>
        <source>A meter reading</source>
        <translation>Ett mätvärde</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>port %1</translation>
    </message>
    <message>
        <source>comes with the first charging</source>
        <translation>kommer vid första laddningen</translation>
    </message>
    <message>
        <source>none; we made one up</source>
        <translation>inget; vi hittade på ett</translation>
    </message>
    <message>
        <source>firmware %1</source>
        <translation>programvara %1</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Type this address into the charger, in its own app or its installer&apos;s app. The charger must be on the same network as this computer.</source>
        <translation>Skriv in den här adressen i laddaren, i dess egen app eller installatörens app. Laddaren måste vara på samma nätverk som datorn.</translation>
    </message>
    <message>
        <source>Go to the overview</source>
        <translation>Till översikten</translation>
    </message>
    <message>
        <source>Let the charger call this computer</source>
        <translation>Låt laddaren ansluta till den här datorn</translation>
    </message>
    <message>
        <source>Nothing has called yet. Check this:</source>
        <translation>Ingen laddare har anslutit än. Kontrollera det här:</translation>
    </message>
    <message>
        <source>Is the charger on the same network as this computer? A guest network is another one.</source>
        <translation>Är laddaren på samma nätverk som datorn? Ett gästnät är ett annat nätverk.</translation>
    </message>
    <message>
        <source>Does the page open on your phone, with the phone on that network? If not, this computer&apos;s firewall keeps it out: allow Laddvakt there.</source>
        <translation>Öppnas sidan i telefonen, med telefonen på det nätverket? Om inte stänger datorns brandvägg den ute: tillåt Laddvakt där.</translation>
    </message>
    <message>
        <source>Has the charger been restarted? Many read a new address only when they start.</source>
        <translation>Har laddaren startats om? Många läser en ny adress först när de startar.</translation>
    </message>
    <message>
        <source>Some chargers wait up to 15 minutes before they call.</source>
        <translation>Vissa laddare väntar upp till 15 minuter innan de ansluter.</translation>
    </message>
    <message>
        <source>Does the charger have power, and is its cable or Wi-Fi to the network working?</source>
        <translation>Har laddaren ström, och fungerar dess nätverkskabel eller wifi?</translation>
    </message>
    <message>
        <source>Does the charger still call the address above? It changes when the router gives this computer another one.</source>
        <translation>Är laddaren fortfarande inställd på adressen ovan? Den ändras när routern ger datorn en annan.</translation>
    </message>
    <message>
        <source>Restart the charger.</source>
        <translation>Starta om laddaren.</translation>
    </message>
    <message>
        <source>More help</source>
        <translation>Mer hjälp</translation>
    </message>
    <message>
        <source>%1: no contact since %2. Check this:</source>
        <translation>%1: ingen kontakt sedan %2. Kontrollera det här:</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>You can leave this open, or come back later.</source>
        <translation>Du kan låta sidan stå öppen, eller komma tillbaka senare.</translation>
    </message>
    <message>
        <source>%1 is connected.</source>
        <translation>%1 är ansluten.</translation>
    </message>
    <message>
        <source>It now stands on the overview. Plug in a car to try it.</source>
        <translation>Den finns nu på översikten. Anslut en bil för att pröva.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>That did not work. The details stand in the program&apos;s log.</source>
        <translation>Det gick inte. Detaljerna står i programmets logg.</translation>
    </message>
    <message>
        <source>Something unexpected stopped the program while it started.</source>
        <translation>Något oväntat stoppade programmet när det startade.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Inget har ändrats.</translation>
    </message>
    <message>
        <source>A session of %1 is still running. Erase when it is over.</source>
        <translation>En laddning för %1 pågår fortfarande. Radera när den är över.</translation>
    </message>
    <message>
        <source>Nothing is charging here, so there is nothing to stop.</source>
        <translation>Ingenting laddar här, så det finns inget att stoppa.</translation>
    </message>
    <message>
        <source>A session is already running here.</source>
        <translation>En laddning pågår redan här.</translation>
    </message>
    <message>
        <source>The charger has no such outlet.</source>
        <translation>Laddaren har inget sådant uttag.</translation>
    </message>
    <message>
        <source>Several outlets could be meant; choose one.</source>
        <translation>Flera uttag kan vara menade; välj ett.</translation>
    </message>
    <message>
        <source>Approve the charger first.</source>
        <translation>Godkänn laddaren först.</translation>
    </message>
    <message>
        <source>A charger with this identity is already in the list.</source>
        <translation>En laddare med den här identiteten finns redan i listan.</translation>
    </message>
    <message>
        <source>This value cannot be used.</source>
        <translation>Det här värdet kan inte användas.</translation>
    </message>
    <message>
        <source>The cable lock did not open. Try again, or pull gently at the plug meanwhile.</source>
        <translation>Kabellåset öppnades inte. Försök igen, eller dra lätt i kontakten under tiden.</translation>
    </message>
    <message>
        <source>A session is running. Stop it first, then unlock the cable.</source>
        <translation>En laddning pågår. Stoppa den först och lås sedan upp kabeln.</translation>
    </message>
    <message>
        <source>The charger says that it has no such outlet.</source>
        <translation>Laddaren säger att den inte har något sådant uttag.</translation>
    </message>
    <message>
        <source>This charger cannot do that.</source>
        <translation>Den här laddaren kan inte göra det.</translation>
    </message>
    <message>
        <source>The charger refused. It says: %1</source>
        <translation>Laddaren vägrade. Den säger: %1</translation>
    </message>
    <message>
        <source>The charger refused and gave no reason. Try again in a while.</source>
        <translation>Laddaren sa nej utan att säga varför. Försök igen om en stund.</translation>
    </message>
    <message>
        <source>The charger did not answer within %1 seconds. Charging is not affected. Try again in a while.</source>
        <translation>Laddaren svarade inte inom %1 sekunder. Laddningen påverkas inte. Försök igen om en stund.</translation>
    </message>
    <message>
        <source>The charger is not connected. Charging is not affected. Try again when it is back.</source>
        <translation>Laddaren är inte ansluten. Laddningen påverkas inte. Försök igen när den är tillbaka.</translation>
    </message>
    <message>
        <source>This charger has been removed.</source>
        <translation>Den här laddaren har tagits bort.</translation>
    </message>
    <message>
        <source>The charger gave an answer that cannot be read. The message log shows it.</source>
        <translation>Laddaren gav ett svar som inte går att läsa. Meddelandeloggen visar det.</translation>
    </message>
    <message>
        <source>This cannot be said to the charger in its version of the protocol.</source>
        <translation>Det här går inte att säga till laddaren i dess version av protokollet.</translation>
    </message>
    <message>
        <source>The cable lock is stuck</source>
        <translation>Kabellåset har fastnat</translation>
    </message>
    <message>
        <source>The car and charger cannot talk</source>
        <translation>Bilen och laddaren får inte kontakt</translation>
    </message>
    <message>
        <source>Earth fault – do not use</source>
        <translation>Jordfel – använd inte</translation>
    </message>
    <message>
        <source>Too hot – power is reduced</source>
        <translation>För varm – effekten är sänkt</translation>
    </message>
    <message>
        <source>Too much current</source>
        <translation>För hög ström</translation>
    </message>
    <message>
        <source>Mains voltage too high</source>
        <translation>För hög nätspänning</translation>
    </message>
    <message>
        <source>Mains voltage too low</source>
        <translation>För låg nätspänning</translation>
    </message>
    <message>
        <source>The meter does not work – figures are unreliable</source>
        <translation>Mätaren fungerar inte – värdena är osäkra</translation>
    </message>
    <message>
        <source>The contactor is stuck – call an electrician</source>
        <translation>Kontaktorn har fastnat – kontakta elektriker</translation>
    </message>
    <message>
        <source>The card reader does not work</source>
        <translation>Kortläsaren fungerar inte</translation>
    </message>
    <message>
        <source>Weak radio signal</source>
        <translation>Svag signal</translation>
    </message>
    <message>
        <source>A restart of the charger failed</source>
        <translation>En omstart av laddaren misslyckades</translation>
    </message>
    <message>
        <source>Internal fault</source>
        <translation>Internt fel</translation>
    </message>
    <message>
        <source>Switch the charger off at the fuse and call an electrician.</source>
        <translation>Slå av laddarens säkring och kontakta elektriker.</translation>
    </message>
    <message>
        <source>Unplug the cable at both ends and plug it in again.</source>
        <translation>Dra ur kabeln i båda ändar och sätt i den igen.</translation>
    </message>
    <message>
        <source>Let it cool. Charging goes on by itself.</source>
        <translation>Låt den svalna. Laddningen fortsätter av sig själv.</translation>
    </message>
    <message>
        <source>Charging goes on when the mains voltage is right again.</source>
        <translation>Laddningen fortsätter när nätspänningen är rätt igen.</translation>
    </message>
    <message>
        <source>Charging goes on. Move the router or the charger&apos;s antenna closer.</source>
        <translation>Laddningen fortsätter. Flytta routern eller laddarens antenn närmare.</translation>
    </message>
    <message>
        <source>Restart the charger. If it comes back, call the installer.</source>
        <translation>Starta om laddaren. Om felet kommer tillbaka, kontakta installatören.</translation>
    </message>
    <message>
        <source>Unplug the car and restart the charger. If it comes back, call the installer.</source>
        <translation>Koppla ur bilen och starta om laddaren. Om felet kommer tillbaka, kontakta installatören.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Ansluten</translation>
    </message>
    <message>
        <source>New – waits for your approval</source>
        <translation>Ny – väntar på ditt godkännande</translation>
    </message>
    <message>
        <source>Approve it if it is yours.</source>
        <translation>Godkänn den om den är din.</translation>
    </message>
    <message>
        <source>Turned away – you said it is not yours</source>
        <translation>Avvisad – du sade att den inte är din</translation>
    </message>
    <message>
        <source>Approve it if that was a mistake.</source>
        <translation>Godkänn den om det var ett misstag.</translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation>Fel lösenord</translation>
    </message>
    <message>
        <source>Type the same password in the charger as here.</source>
        <translation>Skriv samma lösenord i laddaren som här.</translation>
    </message>
    <message>
        <source>It gave no password</source>
        <translation>Den angav inget lösenord</translation>
    </message>
    <message>
        <source>Type the password in the charger, or remove it here.</source>
        <translation>Skriv lösenordet i laddaren, eller ta bort det här.</translation>
    </message>
    <message>
        <source>It speaks no version that this program knows</source>
        <translation>Den talar ingen version som programmet kan</translation>
    </message>
    <message>
        <source>Choose OCPP 1.6 JSON, 2.0.1 or 2.1 in the charger.</source>
        <translation>Välj OCPP 1.6 JSON, 2.0.1 eller 2.1 i laddaren.</translation>
    </message>
    <message>
        <source>It wants an encrypted line here</source>
        <translation>Den vill ha en krypterad förbindelse här</translation>
    </message>
    <message>
        <source>Write ws:// instead of wss:// in the charger.</source>
        <translation>Skriv ws:// i stället för wss:// i laddaren.</translation>
    </message>
    <message>
        <source>It speaks the old SOAP form</source>
        <translation>Den talar den gamla SOAP-formen</translation>
    </message>
    <message>
        <source>Choose the JSON form (“OCPP-J”) in the charger.</source>
        <translation>Välj JSON-formen (”OCPP-J”) i laddaren.</translation>
    </message>
    <message>
        <source>Something that is not a charger called</source>
        <translation>Något som inte är en laddare hörde av sig</translation>
    </message>
    <message>
        <source>Its identity cannot be used</source>
        <translation>Dess identitet kan inte användas</translation>
    </message>
    <message>
        <source>Give the charger an identity of plain letters and figures.</source>
        <translation>Ge laddaren en identitet av vanliga bokstäver och siffror.</translation>
    </message>
    <message>
        <source>Too many attempts at once</source>
        <translation>För många försök på en gång</translation>
    </message>
    <message>
        <source>It is let in again after a moment.</source>
        <translation>Den släpps in igen om en stund.</translation>
    </message>
    <message>
        <source>It connected and then said nothing</source>
        <translation>Den anslöt och sade sedan ingenting</translation>
    </message>
    <message>
        <source>Restart the charger. If it goes on, check its firmware.</source>
        <translation>Starta om laddaren. Om det fortsätter, kontrollera dess programvara.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Disken är full.</translation>
    </message>
    <message>
        <source>Chargers keep their figures and send them again. Free some space.</source>
        <translation>Laddarna behåller sina värden och skickar dem igen. Frigör utrymme.</translation>
    </message>
    <message>
        <source>The data folder cannot be written.</source>
        <translation>Det går inte att skriva i datamappen.</translation>
    </message>
    <message>
        <source>Chargers keep their figures and send them again. Check who may write there.</source>
        <translation>Laddarna behåller sina värden och skickar dem igen. Kontrollera vem som får skriva där.</translation>
    </message>
    <message>
        <source>The data file is damaged.</source>
        <translation>Datafilen är skadad.</translation>
    </message>
    <message>
        <source>Copy the data folder to a safe place first. Nothing is written over meanwhile.</source>
        <translation>Kopiera först datamappen till ett säkert ställe. Ingenting skrivs över under tiden.</translation>
    </message>
    <message>
        <source>Another program is using the data.</source>
        <translation>Ett annat program använder data.</translation>
    </message>
    <message>
        <source>Close the other one; Laddvakt may already be running.</source>
        <translation>Stäng det andra; Laddvakt kanske redan är igång.</translation>
    </message>
    <message>
        <source>The data was made by a newer version of Laddvakt.</source>
        <translation>Dessa data kommer från en nyare version av Laddvakt.</translation>
    </message>
    <message>
        <source>Install that version or a later one. Nothing was changed.</source>
        <translation>Installera den versionen eller en senare. Ingenting har ändrats.</translation>
    </message>
    <message>
        <source>Another program uses the port that chargers call.</source>
        <translation>Ett annat program använder porten som laddarna ansluter till.</translation>
    </message>
    <message>
        <source>Chargers cannot reach this computer until it is closed or the port is changed.</source>
        <translation>Laddarna når inte datorn förrän det stängs eller porten ändras.</translation>
    </message>
    <message>
        <source>This port may not be used here.</source>
        <translation>Den här porten får inte användas här.</translation>
    </message>
    <message>
        <source>Choose a port above 1023 in Settings.</source>
        <translation>Välj en port över 1023 i Inställningar.</translation>
    </message>
    <message>
        <source>The address to listen on is not this computer&apos;s.</source>
        <translation>Adressen att lyssna på är inte datorns.</translation>
    </message>
    <message>
        <source>Chargers cannot reach it until the network is back or the address is changed.</source>
        <translation>Laddarna når den inte förrän nätverket är tillbaka eller adressen ändras.</translation>
    </message>
    <message>
        <source>Its start never arrived; it was rebuilt from what came later.</source>
        <translation>Starten kom aldrig fram; den återskapades ur det som kom senare.</translation>
    </message>
    <message>
        <source>Its end never arrived; the last reading counts.</source>
        <translation>Slutet kom aldrig fram; det sista mätvärdet gäller.</translation>
    </message>
    <message>
        <source>It was closed because the next session began.</source>
        <translation>Den avslutades för att nästa laddning började.</translation>
    </message>
    <message>
        <source>The meter went backwards during it; the parts before and after were added.</source>
        <translation>Mätaren gick bakåt under laddningen; delarna före och efter lades ihop.</translation>
    </message>
    <message>
        <source>The meter at its start is not known; the first reading counts.</source>
        <translation>Mätarställningen vid start är okänd; det första mätvärdet gäller.</translation>
    </message>
    <message>
        <source>The meter at its end is not known; the last reading counts.</source>
        <translation>Mätarställningen vid slut är okänd; det sista mätvärdet gäller.</translation>
    </message>
    <message>
        <source>The meter at its end was lower than at its start.</source>
        <translation>Mätarställningen vid slut var lägre än vid start.</translation>
    </message>
    <message>
        <source>The charger&apos;s clock was wrong; its times were corrected.</source>
        <translation>Laddarens klocka gick fel; tiderna rättades.</translation>
    </message>
    <message>
        <source>It was sent later, when the charger had contact again.</source>
        <translation>Den skickades senare, när laddaren hade kontakt igen.</translation>
    </message>
    <message>
        <source>Some of the charger&apos;s messages about it are missing.</source>
        <translation>Några av laddarens meddelanden om den saknas.</translation>
    </message>
    <message>
        <source>Its end never arrived; what the meter said at the next start counts.</source>
        <translation>Dess slut kom aldrig; mätarens värde vid nästa start räknas.</translation>
    </message>
    <message>
        <source>The meter at its start is not known; what it said at the last end counts.</source>
        <translation>Mätarens värde vid starten är inte känt; värdet vid förra slutet räknas.</translation>
    </message>
    <message>
        <source>Its end named no session; it was matched by meter, card and time.</source>
        <translation>Dess slut angav ingen laddning; det passades in efter mätare, kort och tid.</translation>
    </message>
    <message>
        <source>The meter still moved just after the end; that counts too.</source>
        <translation>Mätaren rörde sig ännu strax efter slutet; det räknas också.</translation>
    </message>
    <message>
        <source>The charger&apos;s readings count each session from zero; they were added to its start.</source>
        <translation>Laddarens avläsningar räknar varje laddning från noll; de lades till starten.</translation>
    </message>
    <message>
        <source>The charger told two different ends; the later one counts if its meter is higher.</source>
        <translation>Laddaren angav två olika slut; det senare räknas om dess mätare står högre.</translation>
    </message>
    <message>
        <source>The meter at its end was lower than a reading before; the end counts.</source>
        <translation>Mätaren vid slutet var lägre än en avläsning före; slutet räknas.</translation>
    </message>
    <message>
        <source>The meter at its end is further off than any car could charge; the last reading counts.</source>
        <translation>Mätaren vid slutet avviker mer än någon bil kan ladda; den sista avläsningen räknas.</translation>
    </message>
    <message>
        <source>Power and time give a very different energy than the meter; the meter counts.</source>
        <translation>Effekt och tid ger en helt annan energi än mätaren; mätaren räknas.</translation>
    </message>
    <message>
        <source>Meter and power differ about a thousandfold; the charger seems to mistake kWh and Wh.</source>
        <translation>Mätare och effekt skiljer sig ungefär tusenfalt; laddaren tycks förväxla kWh och Wh.</translation>
    </message>
    <message>
        <source>The meter never moved; power and time count.</source>
        <translation>Mätaren rörde sig aldrig; effekt och tid räknas.</translation>
    </message>
    <message>
        <source>Stopped at the charger</source>
        <translation>Stoppad vid laddaren</translation>
    </message>
    <message>
        <source>Stopped from this computer</source>
        <translation>Stoppad från den här datorn</translation>
    </message>
    <message>
        <source>The car was unplugged</source>
        <translation>Bilen kopplades ur</translation>
    </message>
    <message>
        <source>The car had enough</source>
        <translation>Bilen hade fått nog</translation>
    </message>
    <message>
        <source>The card was not approved</source>
        <translation>Kortet var inte godkänt</translation>
    </message>
    <message>
        <source>The emergency stop was pressed</source>
        <translation>Nödstoppet trycktes in</translation>
    </message>
    <message>
        <source>The charger lost its power</source>
        <translation>Laddaren blev strömlös</translation>
    </message>
    <message>
        <source>The charger restarted</source>
        <translation>Laddaren startade om</translation>
    </message>
    <message>
        <source>The cable was unlocked</source>
        <translation>Kabeln låstes upp</translation>
    </message>
    <message>
        <source>Nothing happened for too long</source>
        <translation>Ingenting hände för länge</translation>
    </message>
    <message>
        <source>A fault in the charger</source>
        <translation>Ett fel i laddaren</translation>
    </message>
    <message>
        <source>A limit was reached</source>
        <translation>En gräns nåddes</translation>
    </message>
    <message>
        <source>For a reason of the charger&apos;s own</source>
        <translation>Av laddarens egna skäl</translation>
    </message>
    <message>
        <source>The charger never said why</source>
        <translation>Laddaren sade aldrig varför</translation>
    </message>
    <message>
        <source>outlet %1</source>
        <translation>uttag %1</translation>
    </message>
    <message>
        <source>%1 this session · %2</source>
        <translation>%1 denna laddning · %2</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>Laddar</translation>
    </message>
    <message>
        <source>Charging %1</source>
        <translation>Laddar %1</translation>
    </message>
    <message>
        <source>held at %1 by your limit</source>
        <translation>hålls vid %1 av din gräns</translation>
    </message>
    <message>
        <source>Charging %1 – %2</source>
        <translation>Laddar %1 – %2</translation>
    </message>
    <message>
        <source>Waiting for the charger to say that it has stopped.</source>
        <translation>Väntar på att laddaren säger att den har stoppat.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Stoppar…</translation>
    </message>
    <message>
        <source>The car and charger are talking.</source>
        <translation>Bilen och laddaren kommunicerar.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startar…</translation>
    </message>
    <message>
        <source>The session goes on when you resume.</source>
        <translation>Laddningen går vidare när du trycker på Fortsätt.</translation>
    </message>
    <message>
        <source>Paused by you</source>
        <translation>Pausad av dig</translation>
    </message>
    <message>
        <source>Another limit applies: its own schedule, app or load guard.</source>
        <translation>En annan gräns gäller: laddarens schema, app eller lastvakt.</translation>
    </message>
    <message>
        <source>Paused by the charger</source>
        <translation>Pausad av laddaren</translation>
    </message>
    <message>
        <source>It may go on by itself.</source>
        <translation>Den kan fortsätta av sig själv.</translation>
    </message>
    <message>
        <source>Paused by the car</source>
        <translation>Pausad av bilen</translation>
    </message>
    <message>
        <source>Car has stopped – probably full</source>
        <translation>Bilen har slutat ladda – troligen full</translation>
    </message>
    <message>
        <source>Probably full</source>
        <translation>Troligen full</translation>
    </message>
    <message>
        <source>The car is not asking for power</source>
        <translation>Bilen begär ingen el</translation>
    </message>
    <message>
        <source>Check the charging timer in the car.</source>
        <translation>Kontrollera laddtimern i bilen.</translation>
    </message>
    <message>
        <source>The car waits</source>
        <translation>Bilen väntar</translation>
    </message>
    <message>
        <source>Car connected – waiting for a card</source>
        <translation>Bil ansluten – väntar på kort</translation>
    </message>
    <message>
        <source>Hold a card to the charger or press Start.</source>
        <translation>Håll ett kort mot laddaren eller tryck på Starta.</translation>
    </message>
    <message>
        <source>Waiting for a card</source>
        <translation>Väntar på kort</translation>
    </message>
    <message>
        <source>Approved – connect the car</source>
        <translation>Godkänd – anslut bilen</translation>
    </message>
    <message>
        <source>within %1</source>
        <translation>inom %1</translation>
    </message>
    <message>
        <source>Done – unplug the car</source>
        <translation>Klar – koppla ur bilen</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>sedan %1</translation>
    </message>
    <message>
        <source>Plug in to start.</source>
        <translation>Anslut en bil för att börja.</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Ledig</translation>
    </message>
    <message>
        <source>The charger keeps this outlet for someone.</source>
        <translation>Laddaren håller uttaget åt någon.</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Reserverad</translation>
    </message>
    <message>
        <source>It has not said yet how its outlet is.</source>
        <translation>Laddaren har inte meddelat uttagets status än.</translation>
    </message>
    <message>
        <source>No contact</source>
        <translation>Ingen kontakt</translation>
    </message>
    <message>
        <source>No contact since %1</source>
        <translation>Ingen kontakt sedan %1</translation>
    </message>
    <message>
        <source>Charging may continue. Figures arrive when contact is back.</source>
        <translation>Laddningen kan fortsätta. Värdena kommer när kontakten är tillbaka.</translation>
    </message>
    <message>
        <source>Has not called yet</source>
        <translation>Har inte anslutit än</translation>
    </message>
    <message>
        <source>Set the charger to call this computer.</source>
        <translation>Ställ in laddaren så att den ansluter till den här datorn.</translation>
    </message>
    <message>
        <source>It calls again in a minute or two.</source>
        <translation>Den ansluter igen om en minut eller två.</translation>
    </message>
    <message>
        <source>Restarting…</source>
        <translation>Startar om…</translation>
    </message>
    <message>
        <source>The charger does not say what is wrong</source>
        <translation>Laddaren säger inte vad som är fel</translation>
    </message>
    <message>
        <source>Fault: %1</source>
        <translation>Fel: %1</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Fel</translation>
    </message>
    <message>
        <source>No one can charge.</source>
        <translation>Ingen kan ladda.</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Avstängd</translation>
    </message>
    <message>
        <source>The charger has taken itself out of use.</source>
        <translation>Laddaren har tagit sig själv ur drift.</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>Ur drift</translation>
    </message>
    <message>
        <source>A new charger wants to connect</source>
        <translation>En ny laddare vill ansluta</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Ny</translation>
    </message>
    <message>
        <source>started here</source>
        <translation>startad här</translation>
    </message>
    <message>
        <source>card %1</source>
        <translation>kort %1</translation>
    </message>
    <message>
        <source>The meter counted it between two sessions; nobody told of it.</source>
        <translation>Mätaren räknade den mellan två laddningar; ingen berättade om den.</translation>
    </message>
    <message>
        <source>This session is not there any more.</source>
        <translation>Laddningen finns inte längre.</translation>
    </message>
    <message>
        <source>This change is not there any more.</source>
        <translation>Ändringen finns inte längre.</translation>
    </message>
    <message>
        <source>The session is still running. Change it when it is over.</source>
        <translation>Laddningen pågår. Ändra den när den är slut.</translation>
    </message>
    <message>
        <source>A session cannot end before it begins.</source>
        <translation>En laddning kan inte sluta innan den börjar.</translation>
    </message>
    <message>
        <source>A session cannot end in the future.</source>
        <translation>En laddning kan inte sluta i framtiden.</translation>
    </message>
    <message>
        <source>No outlet gives this much energy in this time.</source>
        <translation>Inget uttag ger så mycket energi på den tiden.</translation>
    </message>
    <message>
        <source>Choose a moment within the session.</source>
        <translation>Välj en tidpunkt inom laddningen.</translation>
    </message>
    <message>
        <source>That is too long.</source>
        <translation>Det är för långt.</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Inget skulle ändras.</translation>
    </message>
    <message>
        <source>It was changed again since. Undo the later change first.</source>
        <translation>Den har ändrats igen sedan dess. Ångra den senare ändringen först.</translation>
    </message>
    <message>
        <source>This change has been undone already.</source>
        <translation>Ändringen är redan ångrad.</translation>
    </message>
    <message>
        <source>Its other part has a share of this energy. Undo the split instead.</source>
        <translation>Den andra delen har en del av energin. Ångra delningen i stället.</translation>
    </message>
    <message>
        <source>The backup folder is not there. Connect its drive, or choose another folder.</source>
        <translation>Mappen för säkerhetskopior finns inte. Anslut dess disk eller välj en annan mapp.</translation>
    </message>
    <message>
        <source>This folder cannot be written. Choose another one.</source>
        <translation>Det går inte att skriva i den här mappen. Välj en annan.</translation>
    </message>
    <message>
        <source>There is not enough room on the disk. Free some space.</source>
        <translation>Det finns inte plats nog på disken. Frigör utrymme.</translation>
    </message>
    <message>
        <source>There is no data yet.</source>
        <translation>Det finns inga data än.</translation>
    </message>
    <message>
        <source>Another program keeps the file locked. Try again in a while.</source>
        <translation>Ett annat program håller filen låst. Försök igen om en stund.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>Filen kan inte läsas.</translation>
    </message>
    <message>
        <source>This is not a backup made by Laddvakt.</source>
        <translation>Det här är ingen säkerhetskopia gjord av Laddvakt.</translation>
    </message>
    <message>
        <source>This file is damaged. Nothing was changed.</source>
        <translation>Filen är skadad. Inget har ändrats.</translation>
    </message>
    <message>
        <source>This was made by a newer version of Laddvakt. Install that version or a later one.</source>
        <translation>Den gjordes av en nyare version av Laddvakt. Installera den versionen eller en senare.</translation>
    </message>
    <message>
        <source>The backup was given up.</source>
        <translation>Säkerhetskopieringen avbröts.</translation>
    </message>
    <message>
        <source>The data folder is gone, or its drive does not answer.</source>
        <translation>Datamappen är borta, eller så svarar inte dess disk.</translation>
    </message>
    <message>
        <source>Chargers keep their figures and send them again. Put the folder or drive back.</source>
        <translation>Laddarna behåller sina värden och skickar dem igen. Sätt tillbaka mappen eller disken.</translation>
    </message>
    <message>
        <source>The data folder is synchronised by %1.</source>
        <translation>Datamappen synkroniseras av %1.</translation>
    </message>
    <message>
        <source>That can damage the data. Keep it in a folder that is not synchronised.</source>
        <translation>Det kan skada dina data. Ha dem i en mapp som inte synkroniseras.</translation>
    </message>
    <message>
        <source>The data folder is on a network drive.</source>
        <translation>Datamappen ligger på en nätverksenhet.</translation>
    </message>
    <message>
        <source>That can damage the data. Keep it on this computer, and backups over there.</source>
        <translation>Det kan skada dina data. Ha dem på den här datorn, och säkerhetskopiorna där.</translation>
    </message>
    <message>
        <source>The daily backup could not be made.</source>
        <translation>Dagens säkerhetskopia kunde inte göras.</translation>
    </message>
    <message>
        <source>Check the backup folder in Settings. It is tried again by itself.</source>
        <translation>Kontrollera mappen för säkerhetskopior i Inställningar. Ett nytt försök görs av sig självt.</translation>
    </message>
    <message>
        <source>Restore the backup of %1. What is there now is kept beside it.</source>
        <translation>Återställ säkerhetskopian från %1. Det som finns där nu sparas bredvid.</translation>
    </message>
    <message>
        <source>What it sent cannot be read</source>
        <translation>Det den skickade går inte att läsa</translation>
    </message>
    <message>
        <source>If it is a charger, check its firmware. The message log shows what came.</source>
        <translation>Om det är en laddare, kontrollera dess programvara. Meddelandeloggen visar vad som kom.</translation>
    </message>
    <message>
        <source>It sent a message longer than 1 MiB</source>
        <translation>Den skickade ett meddelande längre än 1 MiB</translation>
    </message>
    <message>
        <source>No charger says so much. If it is one, restart it and check its firmware.</source>
        <translation>Ingen laddare säger så mycket. Är det en, starta om den och kontrollera dess programvara.</translation>
    </message>
    <message>
        <source>Another program (%1) uses the port that chargers call.</source>
        <translation>Ett annat program (%1) använder porten som laddarna ansluter till.</translation>
    </message>
    <message>
        <source>Another session of this outlet lies in this time.</source>
        <translation>En annan laddning på uttaget ligger inom den här tiden.</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Låst</translation>
    </message>
    <message>
        <source>Locked – nobody can start here but from this computer</source>
        <translation>Låst – ingen kan starta här annat än från den här datorn</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Stängt</translation>
    </message>
    <message>
        <source>Closed – outside its opening hours</source>
        <translation>Stängt – utanför öppettiderna</translation>
    </message>
    <message>
        <source>Card not approved</source>
        <translation>Kortet är inte godkänt</translation>
    </message>
    <message>
        <source>Plug in and hold a known card to the charger.</source>
        <translation>Anslut bilen och håll ett känt kort mot laddaren.</translation>
    </message>
    <message>
        <source>Hold a known card to the charger or press Start.</source>
        <translation>Håll ett känt kort mot laddaren eller tryck på Starta.</translation>
    </message>
    <message>
        <source>Hold any card to the charger or press Start.</source>
        <translation>Håll ett kort mot laddaren eller tryck på Starta.</translation>
    </message>
    <message>
        <source>The charger&apos;s list of cards was changed by somebody else. The whole list is sent again.</source>
        <translation>Laddarens kortlista har ändrats av någon annan. Hela listan skickas igen.</translation>
    </message>
    <message>
        <source>A session of %1 is still running. Erase when it is over.</source>
        <translation>En laddning för %1 pågår. Radera när den är över.</translation>
    </message>
    <message>
        <source>The file could not be read or written: %1</source>
        <translation>Filen kunde inte läsas eller skrivas: %1</translation>
    </message>
    <message>
        <source>This charger cannot be told so long a card number. Start without a card and choose the person in History, or hold the card to the charger.</source>
        <translation>Laddaren kan inte ta emot ett så långt kortnummer. Starta utan kort och välj person i Historik, eller håll kortet mot laddaren.</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Open Laddvakt</source>
        <translation>Öppna Laddvakt</translation>
    </message>
    <message>
        <source>Quit – stops receiving data</source>
        <translation>Avsluta – då tas inga data emot</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Cancel</source>
        <translation>Avbryt</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Slut</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energi</translation>
    </message>
    <message>
        <source>%1. What the charger told is never lost: it stays beside what you write.</source>
        <translation>%1. Det som laddaren berättade går aldrig förlorat: det står kvar bredvid det du skriver.</translation>
    </message>
    <message>
        <source>Correct session</source>
        <translation>Rätta laddning</translation>
    </message>
    <message>
        <source>As the charger said</source>
        <translation>Som laddaren sa</translation>
    </message>
    <message>
        <source>As it was at first</source>
        <translation>Som det var först</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Rätta</translation>
    </message>
    <message>
        <source>For what was charged while nobody listened. It is marked as written by hand.</source>
        <translation>För det som laddades när ingen lyssnade. Den märks som skriven för hand.</translation>
    </message>
    <message>
        <source>Add session</source>
        <translation>Lägg till laddning</translation>
    </message>
    <message>
        <source>Charger and outlet</source>
        <translation>Laddare och uttag</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Ingen än</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Lägg till</translation>
    </message>
    <message>
        <source>How much was charged</source>
        <translation>Hur mycket som laddades</translation>
    </message>
    <message>
        <source>Power over time</source>
        <translation>Effekt över tid</translation>
    </message>
    <message>
        <source>The energy is divided by the meter. The second part can then be somebody else&apos;s.</source>
        <translation>Energin delas efter mätaren. Den andra delen kan sedan vara någon annans.</translation>
    </message>
    <message>
        <source>Split session</source>
        <translation>Dela laddning</translation>
    </message>
    <message>
        <source>Where to split</source>
        <translation>Var den delas</translation>
    </message>
    <message>
        <source>Split at</source>
        <translation>Dela vid</translation>
    </message>
    <message>
        <source>First part</source>
        <translation>Första delen</translation>
    </message>
    <message>
        <source>Second part</source>
        <translation>Andra delen</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Dela</translation>
    </message>
    <message>
        <source>Choose a moment within the session.</source>
        <translation>Välj en tidpunkt inom laddningen.</translation>
    </message>
</context>
<context>
    <name>Missing</name>
    <message>
        <source>Between %1 and %2 the meter of %3 fell by %4 kWh. It was reset or exchanged, so nothing can be said.</source>
        <translation>Mellan %1 och %2 sjönk mätaren i %3 med %4 kWh. Den nollställdes eller byttes, så inget kan sägas.</translation>
    </message>
    <message>
        <source>Between %1 and %2 the meter of %3 counted %4 kWh that no session told of.</source>
        <translation>Mellan %1 och %2 räknade mätaren i %3 %4 kWh som ingen laddning berättade om.</translation>
    </message>
    <message>
        <source>%4 kWh that the meter of %3 counted between %1 and %2 are booked as a session.</source>
        <translation>%4 kWh som mätaren i %3 räknade mellan %1 och %2 är bokförda som en laddning.</translation>
    </message>
    <message>
        <source>A meter counts for life. What it counted between the end of one session and the start of the next was charged too, but told by nobody: while this computer was off, or before it came.</source>
        <translation>En mätare räknar hela livet. Det den räknade mellan slutet på en laddning och början på nästa laddades också, men ingen berättade det: medan den här datorn var av, eller innan den kom.</translation>
    </message>
    <message>
        <source>Missing energy</source>
        <translation>Saknad energi</translation>
    </message>
    <message>
        <source>Every kilowatt-hour of the meter is in a session.</source>
        <translation>Varje kilowattimme på mätaren finns i en laddning.</translation>
    </message>
    <message>
        <source>Look further back than two years</source>
        <translation>Titta längre tillbaka än två år</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Book as session</source>
        <translation>Bokför som laddning</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ångra</translation>
    </message>
    <message>
        <source>Its meter begins anew at each session, so it cannot tell what lay between.</source>
        <translation>Mätaren börjar om vid varje laddning och kan därför inte säga vad som låg emellan.</translation>
    </message>
</context>
<context>
    <name>Access</name>
    <message>
        <source>Who may charge at %1</source>
        <translation>Vem får ladda vid %1</translation>
    </message>
    <message>
        <source>As everywhere</source>
        <translation>Som överallt</translation>
    </message>
    <message>
        <source>Its own rules</source>
        <translation>Egna regler</translation>
    </message>
    <message>
        <source>Whose rules hold</source>
        <translation>Vilka regler som gäller</translation>
    </message>
    <message>
        <source>Everywhere: %1.</source>
        <translation>Överallt: %1.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Set it so</source>
        <translation>Ställ in så</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändra…</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Låst</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alla</translation>
    </message>
    <message>
        <source>Any card starts a session. Its sessions are nobody&apos;s until you name the card.</source>
        <translation>Vilket kort som helst startar en laddning. Laddningarna är ingens förrän du ger kortet ett namn.</translation>
    </message>
    <message>
        <source>everyone may charge</source>
        <translation>alla får ladda</translation>
    </message>
    <message>
        <source>Only cards I know</source>
        <translation>Bara kort jag känner</translation>
    </message>
    <message>
        <source>The cards of Cards &amp; people start a session. Any other is turned away, and listed there.</source>
        <translation>Korten under Kort och personer startar en laddning. Andra kort avvisas, och visas där.</translation>
    </message>
    <message>
        <source>only known cards may charge</source>
        <translation>bara kända kort får ladda</translation>
    </message>
    <message>
        <source>Ask me about unknown cards</source>
        <translation>Fråga mig om okända kort</translation>
    </message>
    <message>
        <source>Known cards start. For any other this computer asks you while the driver waits: once, always, or no.</source>
        <translation>Kända kort startar. För andra frågar den här datorn dig medan föraren väntar: en gång, alltid eller nej.</translation>
    </message>
    <message>
        <source>known cards may charge, and you are asked about others</source>
        <translation>kända kort får ladda, och du tillfrågas om andra</translation>
    </message>
    <message>
        <source>Whoever plugs in, for one person</source>
        <translation>Den som ansluter, för en person</translation>
    </message>
    <message>
        <source>Every session that no known card begins is booked for the person you choose.</source>
        <translation>Varje laddning som inget känt kort startar bokförs på den person du väljer.</translation>
    </message>
    <message>
        <source>whoever plugs in charges for %1</source>
        <translation>den som ansluter laddar för %1</translation>
    </message>
    <message>
        <source>nobody may start but from this computer</source>
        <translation>ingen får starta annat än från den här datorn</translation>
    </message>
    <message>
        <source>%1, at certain hours</source>
        <translation>%1, vissa tider</translation>
    </message>
    <message>
        <source>Here %1.</source>
        <translation>Här gäller: %1.</translation>
    </message>
    <message>
        <source>As everywhere: %1.</source>
        <translation>Som överallt: %1.</translation>
    </message>
    <message>
        <source>Cards &amp; people</source>
        <translation>Kort och personer</translation>
    </message>
    <message>
        <source>Who may charge</source>
        <translation>Vem får ladda</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Överallt</translation>
    </message>
    <message>
        <source>This holds at every charger that has no rules of its own.</source>
        <translation>Det här gäller vid varje laddare som inte har egna regler.</translation>
    </message>
    <message>
        <source>Chargers</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>För vem</translation>
    </message>
    <message>
        <source>Add a person on Cards &amp; people first.</source>
        <translation>Lägg först till en person under Kort och personer.</translation>
    </message>
    <message>
        <source>Only at certain hours</source>
        <translation>Bara vissa tider</translation>
    </message>
    <message>
        <source>Child lock</source>
        <translation>Barnlås</translation>
    </message>
    <message>
        <source>Nobody can start here but from this computer. A session that runs goes on.</source>
        <translation>Ingen kan starta här annat än från den här datorn. En laddning som pågår fortsätter.</translation>
    </message>
    <message>
        <source>let in</source>
        <translation>insläppt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>nekat</translation>
    </message>
    <message>
        <source>it was started from this computer</source>
        <translation>det startades från den här datorn</translation>
    </message>
    <message>
        <source>everyone may charge here</source>
        <translation>alla får ladda här</translation>
    </message>
    <message>
        <source>whoever plugs in may charge here</source>
        <translation>den som ansluter sin bil får ladda här</translation>
    </message>
    <message>
        <source>the card is known and allowed</source>
        <translation>kortet är känt och tillåtet</translation>
    </message>
    <message>
        <source>it was let in this once</source>
        <translation>det släpptes in den här gången</translation>
    </message>
    <message>
        <source>it is the card&apos;s own session</source>
        <translation>det är kortets egen laddning</translation>
    </message>
    <message>
        <source>a card of the same group began the session</source>
        <translation>ett kort i samma grupp började laddningen</translation>
    </message>
    <message>
        <source>a master card stops any session</source>
        <translation>ett huvudkort stoppar alla laddningar</translation>
    </message>
    <message>
        <source>this card is not known</source>
        <translation>kortet är inte känt</translation>
    </message>
    <message>
        <source>this card is not known, and nobody has said yes yet</source>
        <translation>kortet är inte känt, och ingen har sagt ja ännu</translation>
    </message>
    <message>
        <source>the reader told no number</source>
        <translation>läsaren angav inget nummer</translation>
    </message>
    <message>
        <source>the card is blocked</source>
        <translation>kortet är spärrat</translation>
    </message>
    <message>
        <source>the card has expired</source>
        <translation>kortet har gått ut</translation>
    </message>
    <message>
        <source>the card is for other chargers</source>
        <translation>kortet gäller andra laddare</translation>
    </message>
    <message>
        <source>it is outside the card&apos;s hours</source>
        <translation>det är utanför kortets tider</translation>
    </message>
    <message>
        <source>the charger is closed at this hour</source>
        <translation>laddaren är stängd vid den här tiden</translation>
    </message>
    <message>
        <source>the charger is locked</source>
        <translation>laddaren är låst</translation>
    </message>
    <message>
        <source>a master card stops sessions and starts none</source>
        <translation>ett huvudkort stoppar laddningar och startar inga</translation>
    </message>
    <message>
        <source>the card is charging already</source>
        <translation>kortet laddar redan</translation>
    </message>
    <message>
        <source>the card&apos;s energy is used up</source>
        <translation>kortets energi är slut</translation>
    </message>
    <message>
        <source>the card&apos;s sessions are used up</source>
        <translation>kortets laddningar är slut</translation>
    </message>
    <message>
        <source>the card&apos;s days are over</source>
        <translation>kortets dagar är slut</translation>
    </message>
    <message>
        <source>the card&apos;s money is used up</source>
        <translation>kortets pengar är slut</translation>
    </message>
    <message>
        <source>this month&apos;s budget is used up</source>
        <translation>månadens budget är slut</translation>
    </message>
    <message>
        <source>another card began this session</source>
        <translation>ett annat kort började laddningen</translation>
    </message>
    <message>
        <source>A card needs a number.</source>
        <translation>Ett kort behöver ett nummer.</translation>
    </message>
    <message>
        <source>This number is too long to be a card&apos;s.</source>
        <translation>Numret är för långt för att vara ett korts.</translation>
    </message>
    <message>
        <source>This number has signs that no card&apos;s number has.</source>
        <translation>Numret har tecken som inget kortnummer har.</translation>
    </message>
    <message>
        <source>This number is a known card&apos;s already.</source>
        <translation>Numret hör redan till ett känt kort.</translation>
    </message>
    <message>
        <source>This card is not known any more.</source>
        <translation>Kortet är inte känt längre.</translation>
    </message>
    <message>
        <source>This person is not known any more.</source>
        <translation>Personen är inte känd längre.</translation>
    </message>
    <message>
        <source>Write a name first.</source>
        <translation>Skriv ett namn först.</translation>
    </message>
    <message>
        <source>This name is taken already. Choose another.</source>
        <translation>Namnet är redan upptaget. Välj ett annat.</translation>
    </message>
    <message>
        <source>That is too long.</source>
        <translation>Det är för långt.</translation>
    </message>
    <message>
        <source>Choose the person who is charged for what is charged here.</source>
        <translation>Välj personen som det som laddas här ska bokföras på.</translation>
    </message>
    <message>
        <source>Hours need a day of the week, and an end that differs from their beginning.</source>
        <translation>Tider behöver en veckodag, och ett slut som skiljer sig från början.</translation>
    </message>
    <message>
        <source>A limit must be more than nothing.</source>
        <translation>En gräns måste vara mer än noll.</translation>
    </message>
    <message>
        <source>Nobody waits for this answer any more.</source>
        <translation>Ingen väntar på det här svaret längre.</translation>
    </message>
    <message>
        <source>A card is being learnt already. Finish that first.</source>
        <translation>Ett kort läses redan in. Gör klart det först.</translation>
    </message>
    <message>
        <source>%1 at %2: %3 – %4</source>
        <translation>%1 vid %2: %3 – %4</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>spärrat</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>utgånget</translation>
    </message>
    <message>
        <source>master</source>
        <translation>huvudkort</translation>
    </message>
    <message>
        <source>budget used up</source>
        <translation>budgeten slut</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>slut</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>till %1</translation>
    </message>
    <message>
        <source>only at certain hours</source>
        <translation>bara vissa tider</translation>
    </message>
    <message>
        <source>not at every charger</source>
        <translation>inte vid alla laddare</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>tillåtet</translation>
    </message>
    <message>
        <source>A limit in money is more than nothing, and a million at most.</source>
        <translation>En gräns i pengar är mer än noll och högst en miljon.</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>The driver waits. Click to answer.</source>
        <translation>Föraren väntar. Klicka för att svara.</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nej</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Alltid</translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>Tillåt en gång</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Skickar…</translation>
    </message>
    <message>
        <source>Card %2. The driver waits, %1 s left to answer.</source>
        <translation>Kort %2. Föraren väntar, %1 s kvar att svara.</translation>
    </message>
    <message>
        <source>An unknown card wants to charge at %1</source>
        <translation>Ett okänt kort vill ladda vid %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>The card is let in. The driver must hold it to the charger once more.</source>
        <translation>Kortet är insläppt. Föraren måste hålla det mot laddaren en gång till.</translation>
    </message>
    <message>
        <source>%1 has charged %2 of %3 this month.</source>
        <translation>%1 har laddat %2 av %3 den här månaden.</translation>
    </message>
    <message>
        <source>A budget is nearly used</source>
        <translation>En budget är nästan slut</translation>
    </message>
    <message>
        <source>%1 has charged for %2 of %3 this month.</source>
        <translation>%1 har laddat för %2 av %3 den här månaden.</translation>
    </message>
</context>
<context>
    <name>Away</name>
    <message>
        <source>When this computer is off: %1</source>
        <translation>När den här datorn är av: %1</translation>
    </message>
    <message>
        <source>everyone can charge.</source>
        <translation>alla kan ladda.</translation>
    </message>
    <message>
        <source>the one card in its list can charge.</source>
        <translation>det enda kortet i dess lista kan ladda.</translation>
    </message>
    <message>
        <source>the %1 cards in its list can charge.</source>
        <translation>de %1 korten i dess lista kan ladda.</translation>
    </message>
    <message>
        <source>nobody can start.</source>
        <translation>ingen kan starta.</translation>
    </message>
    <message>
        <source>the charger does not tell.</source>
        <translation>laddaren talar inte om det.</translation>
    </message>
    <message>
        <source>Its list of cards is as it should be.</source>
        <translation>Dess kortlista är som den ska.</translation>
    </message>
    <message>
        <source>Looked at %1.</source>
        <translation>Kontrollerad %1.</translation>
    </message>
    <message>
        <source>Its list of cards is being sent…</source>
        <translation>Dess kortlista skickas…</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>ingen orsak angiven</translation>
    </message>
    <message>
        <source>Its list of cards could not be sent: %1. It is tried again later.</source>
        <translation>Dess kortlista kunde inte skickas: %1. Det görs ett nytt försök senare.</translation>
    </message>
    <message>
        <source>There are more cards than its list holds (%1). It has those used last.</source>
        <translation>Det finns fler kort än listan rymmer (%1). Den har dem som användes senast.</translation>
    </message>
    <message>
        <source>This charger cannot keep a list of cards.</source>
        <translation>Den här laddaren kan inte ha någon kortlista.</translation>
    </message>
    <message>
        <source>It needs no list of cards: nobody is turned away there.</source>
        <translation>Den behöver ingen kortlista: ingen avvisas där.</translation>
    </message>
    <message>
        <source>By your rule everyone should.</source>
        <translation>Enligt din regel ska alla kunna det.</translation>
    </message>
    <message>
        <source>By your rule only known cards should.</source>
        <translation>Enligt din regel ska bara kända kort kunna det.</translation>
    </message>
    <message>
        <source>By your rule nobody should.</source>
        <translation>Enligt din regel ska ingen kunna det.</translation>
    </message>
    <message>
        <source>not known before the charger has been asked.</source>
        <translation>okänt innan laddaren har tillfrågats.</translation>
    </message>
    <message>
        <source>Not in it because a list knows no hours: %1.</source>
        <translation>Inte med eftersom en lista inte känner till tider: %1.</translation>
    </message>
    <message>
        <source>Not in it because there is no room: %1.</source>
        <translation>Inte med eftersom det inte finns plats: %1.</translation>
    </message>
    <message>
        <source>Its list of cards is switched off in the charger, so it takes none. “%1” switches it on, and the cards are sent after that.</source>
        <translation>Dess kortlista är avstängd i laddaren, så den tar inte emot någon. ”%1” slår på den, och korten skickas sedan.</translation>
    </message>
    <message>
        <source>Not in it because their number is too long for this charger: %1. They charge only while this computer is on.</source>
        <translation>Inte med eftersom numret är för långt för den här laddaren: %1. De laddar bara när den här datorn är på.</translation>
    </message>
    <message>
        <source>Its list of cards is not as it should be yet.</source>
        <translation>Dess kortlista är inte som den ska ännu.</translation>
    </message>
</context>
<context>
    <name>Colours</name>
    <message>
        <source>Blue</source>
        <translation>Blå</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grön</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bärnsten</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Lila</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Röd</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grå</translation>
    </message>
    <message>
        <source>White</source>
        <translation>Vit</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Svart</translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message>
        <source>Add hours</source>
        <translation>Lägg till tider</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Från</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Till</translation>
    </message>
    <message>
        <source>Remove these hours</source>
        <translation>Ta bort de här tiderna</translation>
    </message>
</context>
<context>
    <name>Learning</name>
    <message>
        <source>%1 seconds left</source>
        <translation>%1 sekunder kvar</translation>
    </message>
    <message>
        <source>Add a card</source>
        <translation>Lägg till ett kort</translation>
    </message>
    <message>
        <source>Type the number</source>
        <translation>Skriv numret</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nästa</translation>
    </message>
    <message>
        <source>Hold it to a charger</source>
        <translation>Håll det mot en laddare</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>Hold the card to any charger</source>
        <translation>Håll kortet mot valfri laddare</translation>
    </message>
    <message>
        <source>No charger is connected right now, so no card can be heard. See in the Overview why, or type the card&apos;s number instead.</source>
        <translation>Ingen laddare är ansluten just nu, så inget kort kan höras. Se i Översikt varför, eller skriv kortets nummer i stället.</translation>
    </message>
    <message>
        <source>No card was shown</source>
        <translation>Inget kort visades</translation>
    </message>
    <message>
        <source>Hold it flat to the reader for a second or two. Some chargers read cards only while a car is plugged in or after a button was pressed.</source>
        <translation>Håll det plant mot läsaren en sekund eller två. Vissa laddare läser kort bara när en bil är ansluten eller när man tryckt på en knapp.</translation>
    </message>
    <message>
        <source>The card&apos;s number</source>
        <translation>Kortets nummer</translation>
    </message>
    <message>
        <source>As a charger would tell it. Capitals and small letters are the same.</source>
        <translation>Så som en laddare skulle ange det. Stora och små bokstäver är samma sak.</translation>
    </message>
    <message>
        <source>Blue tag</source>
        <translation>Blå bricka</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Färg</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ingen</translation>
    </message>
    <message>
        <source>This is %1. It belongs to %2.</source>
        <translation>Det här är %1. Det tillhör %2.</translation>
    </message>
    <message>
        <source>This is %1. It belongs to nobody.</source>
        <translation>Det här är %1. Det tillhör ingen.</translation>
    </message>
    <message>
        <source>The card is known already. Give it another name or another person here.</source>
        <translation>Kortet är redan känt. Här kan du ge det ett annat namn eller en annan person.</translation>
    </message>
    <message>
        <source>What is this card called?</source>
        <translation>Vad ska kortet heta?</translation>
    </message>
    <message>
        <source>Show number</source>
        <translation>Visa nummer</translation>
    </message>
    <message>
        <source>shown at %1</source>
        <translation>visat vid %1</translation>
    </message>
    <message>
        <source>It may be %1 as another charger reads it: %2.</source>
        <translation>Det kan vara %1 som en annan laddare läser det: %2.</translation>
    </message>
    <message>
        <source>It is the same card</source>
        <translation>Det är samma kort</translation>
    </message>
    <message>
        <source>the same digits, written with other separators</source>
        <translation>samma siffror, skrivna med andra skiljetecken</translation>
    </message>
    <message>
        <source>the same number, read from its other end</source>
        <translation>samma nummer, läst från andra hållet</translation>
    </message>
    <message>
        <source>the same number, with something written beside it</source>
        <translation>samma nummer, med något skrivet intill</translation>
    </message>
    <message>
        <source>one number is a part of the other</source>
        <translation>det ena numret är en del av det andra</translation>
    </message>
    <message>
        <source>the same number, counted in tens instead of sixteens</source>
        <translation>samma nummer, i tiotal i stället för sextontal</translation>
    </message>
    <message>
        <source>Connected: %1 and %2 more</source>
        <translation>Anslutna: %1 och %2 till</translation>
    </message>
    <message>
        <source>Connected: %1</source>
        <translation>Anslutna: %1</translation>
    </message>
    <message>
        <source>Type the card&apos;s number</source>
        <translation>Skriv kortets nummer</translation>
    </message>
    <message>
        <source>A new name makes a new person. Sessions that begin with it are booked for them.</source>
        <translation>Ett nytt namn blir en ny person. Laddningar som börjar med det bokförs på personen.</translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>Cards &amp; people</source>
        <translation>Kort och personer</translation>
    </message>
    <message>
        <source>Find person or card</source>
        <translation>Sök person eller kort</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>Lägg till person</translation>
    </message>
    <message>
        <source>Teach a card</source>
        <translation>Läs in ett kort</translation>
    </message>
    <message>
        <source>Teach a card…</source>
        <translation>Läs in ett kort…</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>i dag %1</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>aldrig använt</translation>
    </message>
    <message>
        <source>used %1</source>
        <translation>använt %1</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <translation>%1 av %2 kvar</translation>
    </message>
    <message>
        <source>%1 of %2 sessions left</source>
        <translation>%1 av %2 laddningar kvar</translation>
    </message>
    <message>
        <source>%1 days from its first use</source>
        <translation>%1 dagar från första användningen</translation>
    </message>
    <message>
        <source>%1 of %2 days left</source>
        <translation>%1 av %2 dagar kvar</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 laddning</translation>
    </message>
    <message>
        <source>%1 sessions</source>
        <translation>%1 laddningar</translation>
    </message>
    <message>
        <source>warns at %1 %</source>
        <translation>varnar vid %1 %</translation>
    </message>
    <message>
        <source>warns at %1 %, stops charging at the end</source>
        <translation>varnar vid %1 %, stoppar laddningen när den är slut</translation>
    </message>
    <message>
        <source>warns at %1 %, refuses the next start at the end</source>
        <translation>varnar vid %1 %, nekar nästa start när den är slut</translation>
    </message>
    <message>
        <source>A card the program does not know</source>
        <translation>Ett kort som programmet inte känner till</translation>
    </message>
    <message>
        <source>held to %1 %2 · %3</source>
        <translation>hölls mot %1 %2 · %3</translation>
    </message>
    <message>
        <source>held twice, last to %1 %2 · %3</source>
        <translation>hölls två gånger, senast mot %1 %2 · %3</translation>
    </message>
    <message>
        <source>held %4 times, last to %1 %2 · %3</source>
        <translation>hölls %4 gånger, senast mot %1 %2 · %3</translation>
    </message>
    <message>
        <source>may be %1</source>
        <translation>kan vara %1</translation>
    </message>
    <message>
        <source>Counted since %1</source>
        <translation>Räknas sedan %1</translation>
    </message>
    <message>
        <source>Cards of nobody</source>
        <translation>Ingens kort</translation>
    </message>
    <message>
        <source>What can be done with %1</source>
        <translation>Vad som kan göras med %1</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Den här månaden</translation>
    </message>
    <message>
        <source>No card yet</source>
        <translation>Inget kort ännu</translation>
    </message>
    <message>
        <source>Show %1 more cards</source>
        <translation>Visa %1 kort till</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Spärra</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Tillåt</translation>
    </message>
    <message>
        <source>Whose is it?</source>
        <translation>Vems är det?</translation>
    </message>
    <message>
        <source>See them</source>
        <translation>Visa dem</translation>
    </message>
    <message>
        <source>%1 cards nobody has named</source>
        <translation>%1 kort som ingen har gett namn</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Ändra…</translation>
    </message>
    <message>
        <source>Hide number</source>
        <translation>Dölj numret</translation>
    </message>
    <message>
        <source>Show number</source>
        <translation>Visa numret</translation>
    </message>
    <message>
        <source>What it was answered…</source>
        <translation>Vad det fick för svar…</translation>
    </message>
    <message>
        <source>Show sessions</source>
        <translation>Visa laddningar</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>%1 is blocked.</source>
        <translation>%1 är spärrat.</translation>
    </message>
    <message>
        <source>%1 is allowed.</source>
        <translation>%1 är tillåtet.</translation>
    </message>
    <message>
        <source>%1 is forgotten. Its sessions stay in History.</source>
        <translation>%1 är bortglömt. Laddningarna finns kvar i Historik.</translation>
    </message>
    <message>
        <source>%1 is blocked. It stands among the cards of nobody.</source>
        <translation>%1 är spärrat. Det står bland ingens kort.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Ångrat.</translation>
    </message>
    <message>
        <source>Its earlier sessions too: %1, %2</source>
        <translation>Även dess tidigare laddningar: %1, %2</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Each was held to one of your chargers in the last 30 days.</source>
        <translation>Vart och ett hölls mot en av dina laddare de senaste 30 dagarna.</translation>
    </message>
    <message>
        <source>What %1 was answered</source>
        <translation>Vad %1 fick för svar</translation>
    </message>
    <message>
        <source>Each time it was held to a charger, the newest first.</source>
        <translation>Varje gång det hölls mot en laddare, den senaste först.</translation>
    </message>
    <message>
        <source>It has not been held to a charger yet.</source>
        <translation>Det har inte hållits mot en laddare ännu.</translation>
    </message>
    <message>
        <source>No card is known yet.</source>
        <translation>Inget kort är känt ännu.</translation>
    </message>
    <message>
        <source>Hold one to a charger and give it a name and a person.</source>
        <translation>Håll ett mot en laddare och ge det ett namn och en person.</translation>
    </message>
    <message>
        <source>Nobody and no card matches.</source>
        <translation>Ingen person och inget kort stämmer.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Visa alla</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Radera…</translation>
    </message>
    <message>
        <source>Erase everything about %1?</source>
        <translation>Radera allt om %1?</translation>
    </message>
    <message>
        <source>The name, the cards and their numbers, the vehicles and the notes go for good, also from the log of messages. The energy of the sessions stays, under nobody&apos;s name, so that totals hold. Statements that were issued keep the name: they are never changed. Backups that were made before keep it all until they are deleted.</source>
        <translation>Namnet, korten och deras nummer, bilarna och anteckningarna försvinner för gott, även ur meddelandeloggen. Laddningarnas energi finns kvar utan någons namn, så att summor stämmer. Utfärdade underlag behåller namnet: de ändras aldrig. Säkerhetskopior som redan är gjorda har allt kvar tills de tas bort.</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Radera för gott</translation>
    </message>
    <message>
        <source>%1 is erased.</source>
        <translation>%1 är raderad.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mer</translation>
    </message>
    <message>
        <source>Import cards…</source>
        <translation>Importera kort…</translation>
    </message>
    <message>
        <source>Export cards…</source>
        <translation>Exportera kort…</translation>
    </message>
    <message>
        <source>Everything stored of this person…</source>
        <translation>Allt som sparats om personen…</translation>
    </message>
    <message>
        <source>Who may charge…</source>
        <translation>Vem får ladda…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 av %2</translation>
    </message>
    <message>
        <source>%1 sessions without a price are not counted</source>
        <translation>%1 laddningar utan pris räknas inte</translation>
    </message>
    <message>
        <source>1 session without a price is not counted</source>
        <translation>1 laddning utan pris räknas inte</translation>
    </message>
    <message>
        <source>Budget %1</source>
        <translation>Budget %1</translation>
    </message>
    <message>
        <source>limit %1, no prices are set</source>
        <translation>gräns %1, inga priser är satta</translation>
    </message>
    <message>
        <source>no price</source>
        <translation>inget pris</translation>
    </message>
    <message>
        <source>What you pay for it, VAT included.</source>
        <translation>Vad du betalar för det, moms inräknad.</translation>
    </message>
    <message>
        <source>What you charge for it, VAT included.</source>
        <translation>Vad du tar betalt för det, moms inräknad.</translation>
    </message>
    <message>
        <source>%1 without a price</source>
        <translation>%1 utan pris</translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>Only at some chargers</source>
        <translation>Bara vid vissa laddare</translation>
    </message>
    <message>
        <source>Only until a day</source>
        <translation>Bara till och med en dag</translation>
    </message>
    <message>
        <source>Its last day</source>
        <translation>Dess sista dag</translation>
    </message>
    <message>
        <source>A guest&apos;s card, with a limit</source>
        <translation>Ett gästkort med en gräns</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ingen gräns</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energi</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Laddningar</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Dagar</translation>
    </message>
    <message>
        <source>Days from its first use</source>
        <translation>Dagar från första användningen</translation>
    </message>
    <message>
        <source>When one of these is used up it starts no more. Days count from its first use.</source>
        <translation>När något av detta är slut startar det inte mer. Dagarna räknas från första användningen.</translation>
    </message>
    <message>
        <source>%1 and %2 sessions used.</source>
        <translation>%1 och %2 laddningar har använts.</translation>
    </message>
    <message>
        <source>Start counting anew</source>
        <translation>Börja räkna om</translation>
    </message>
    <message>
        <source>It is counted from now on once you save.</source>
        <translation>Det räknas från och med nu när du sparar.</translation>
    </message>
    <message>
        <source>Card %1</source>
        <translation>Kort %1</translation>
    </message>
    <message>
        <source>Only at certain hours</source>
        <translation>Bara vissa tider</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Also read as</source>
        <translation>Läses också som</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Visa</translation>
    </message>
    <message>
        <source>Take apart</source>
        <translation>Ta isär</translation>
    </message>
    <message>
        <source>The program then takes it for another card again.</source>
        <translation>Programmet ser det då som ett annat kort igen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Blue tag</source>
        <translation>Blå bricka</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Färg</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ingen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Grupp</translation>
    </message>
    <message>
        <source>Cards of one group may stop each other&apos;s sessions.</source>
        <translation>Kort i samma grupp får stoppa varandras laddningar.</translation>
    </message>
    <message>
        <source>A new name makes a new person.</source>
        <translation>Ett nytt namn blir en ny person.</translation>
    </message>
    <message>
        <source>One session at a time</source>
        <translation>En laddning åt gången</translation>
    </message>
    <message>
        <source>Blocked: it is refused everywhere</source>
        <translation>Spärrat: det nekas överallt</translation>
    </message>
    <message>
        <source>Master card: it stops any session and starts none</source>
        <translation>Huvudkort: det stoppar alla laddningar och startar inga</translation>
    </message>
    <message>
        <source>Choose at least one charger, or let it charge at all of them.</source>
        <translation>Välj minst en laddare, eller låt det ladda vid alla.</translation>
    </message>
    <message>
        <source>%1, %2 sessions and %3 used.</source>
        <translation>%1, %2 laddningar och %3 har använts.</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>Add person</source>
        <translation>Lägg till person</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Anna, or Flat 3</source>
        <translation>Anna, eller Lägenhet 3</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Bilar</translation>
    </message>
    <message>
        <source>Add vehicle</source>
        <translation>Lägg till bil</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Spara</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Bil</translation>
    </message>
    <message>
        <source>Not this person&apos;s vehicle any more</source>
        <translation>Inte personens bil längre</translation>
    </message>
    <message>
        <source>A budget for each month</source>
        <translation>En budget för varje månad</translation>
    </message>
    <message>
        <source>Energy a month</source>
        <translation>Energi per månad</translation>
    </message>
    <message>
        <source>Warn at</source>
        <translation>Varna vid</translation>
    </message>
    <message>
        <source>When it is used up</source>
        <translation>När den är slut</translation>
    </message>
    <message>
        <source>Only tell me</source>
        <translation>Säg bara till mig</translation>
    </message>
    <message>
        <source>Stop charging</source>
        <translation>Stoppa laddningen</translation>
    </message>
    <message>
        <source>Refuse the next start</source>
        <translation>Neka nästa start</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ingen gräns</translation>
    </message>
</context>
<context>
    <name>Prices</name>
    <message>
        <source>Every figure of it is measured.</source>
        <translation>Alla siffror är uppmätta.</translation>
    </message>
    <message>
        <source>The energy is measured; what of it fell under which price is estimated.</source>
        <translation>Energin är uppmätt; hur den fördelar sig på priserna är uppskattat.</translation>
    </message>
    <message>
        <source>The energy is an estimate, and so is the cost.</source>
        <translation>Energin är uppskattad, och därmed även kostnaden.</translation>
    </message>
    <message>
        <source>Prices are missing for a part of it.</source>
        <translation>Priser saknas för en del av den.</translation>
    </message>
    <message>
        <source>Prices are missing for %1.</source>
        <translation>Priser saknas för %1.</translation>
    </message>
    <message>
        <source>%1 on average</source>
        <translation>%1 i snitt</translation>
    </message>
    <message>
        <source>free</source>
        <translation>gratis</translation>
    </message>
    <message>
        <source>Import prices</source>
        <translation>Importera priser</translation>
    </message>
    <message>
        <source>Name of the series</source>
        <translation>Prisseriens namn</translation>
    </message>
    <message>
        <source>as the file says</source>
        <translation>som filen säger</translation>
    </message>
    <message>
        <source>Prices are in</source>
        <translation>Priserna anges i</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Område</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importera</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Filen kan inte läsas.</translation>
    </message>
    <message>
        <source>Import anyway</source>
        <translation>Importera ändå</translation>
    </message>
    <message>
        <source>%1 prices, one for every %2 minutes, from %3 to %4.</source>
        <translation>%1 priser, ett för var %2:e minut, från %3 till %4.</translation>
    </message>
    <message>
        <source>Between %1 and %2 %3.</source>
        <translation>Mellan %1 och %2 %3.</translation>
    </message>
    <message>
        <source>%1 has %2 prices instead of %3.</source>
        <translation>%1 har %2 priser i stället för %3.</translation>
    </message>
    <message>
        <source>Prices are missing from %1 to %2.</source>
        <translation>Priser saknas från %1 till %2.</translation>
    </message>
    <message>
        <source>%1 a kWh is unusual. Is the unit right?</source>
        <translation>%1 per kWh är ovanligt. Är enheten rätt?</translation>
    </message>
    <message>
        <source>Which prices</source>
        <translation>Vilka priser</translation>
    </message>
    <message>
        <source>Import prices…</source>
        <translation>Importera priser…</translation>
    </message>
    <message>
        <source>Say what a kilowatt-hour costs, and every session gets its cost.</source>
        <translation>Säg vad en kilowattimme kostar, så får varje laddning sin kostnad.</translation>
    </message>
    <message>
        <source>Set prices…</source>
        <translation>Ange priser…</translation>
    </message>
    <message>
        <source>A bill is enough: one price, day and night, or spot. Sessions of the past are priced too, from the day that the prices are valid from.</source>
        <translation>Det räcker med en faktura: ett pris, dag och natt eller spotpris. Även tidigare laddningar får sin kostnad, från den dag priserna gäller.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>I dag</translation>
    </message>
    <message>
        <source>A weekday in December</source>
        <translation>En vardag i december</translation>
    </message>
    <message>
        <source>What makes up the price</source>
        <translation>Vad priset består av</translation>
    </message>
    <message>
        <source>Change from a date…</source>
        <translation>Ändra från ett datum…</translation>
    </message>
    <message>
        <source>Versions and price series</source>
        <translation>Versioner och prisserier</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Priser</translation>
    </message>
    <message>
        <source>No prices are known for this day.</source>
        <translation>Inga priser är kända för den här dagen.</translation>
    </message>
    <message>
        <source>all included</source>
        <translation>allt inräknat</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>nu %1</translation>
    </message>
    <message>
        <source>from %1 to %2 %3</source>
        <translation>från %1 till %2 %3</translation>
    </message>
    <message>
        <source>No prices are in force today.</source>
        <translation>Inga priser gäller i dag.</translation>
    </message>
    <message>
        <source>Valid since %1. Prices change: compare them with your newest bill.</source>
        <translation>Gäller sedan %1. Priser ändras: jämför med din senaste faktura.</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>Från %1</translation>
    </message>
    <message>
        <source>in use, so they stay</source>
        <translation>används, så de ligger fast</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>inte använda ännu</translation>
    </message>
    <message>
        <source>%1 prices</source>
        <translation>%1 priser</translation>
    </message>
    <message>
        <source>Price files (*.json *.csv *.xml *.txt);;All files (*)</source>
        <translation>Prisfiler (*.json *.csv *.xml *.txt);;Alla filer (*)</translation>
    </message>
    <message>
        <source>Take the figures from your bill. They hold from the day you choose until newer ones do.</source>
        <translation>Ta siffrorna från din faktura. De gäller från den dag du väljer tills nyare priser gäller.</translation>
    </message>
    <message>
        <source>One price</source>
        <translation>Ett pris</translation>
    </message>
    <message>
        <source>Day and night</source>
        <translation>Dag och natt</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>Spotpris</translation>
    </message>
    <message>
        <source>Kind of price</source>
        <translation>Typ av pris</translation>
    </message>
    <message>
        <source>Price of a kWh</source>
        <translation>Pris per kWh</translation>
    </message>
    <message>
        <source>Price of a kWh by day</source>
        <translation>Pris per kWh på dagen</translation>
    </message>
    <message>
        <source>Price of a kWh by night</source>
        <translation>Pris per kWh på natten</translation>
    </message>
    <message>
        <source>Night begins</source>
        <translation>Natten börjar</translation>
    </message>
    <message>
        <source>Night ends</source>
        <translation>Natten slutar</translation>
    </message>
    <message>
        <source>Price series</source>
        <translation>Prisserie</translation>
    </message>
    <message>
        <source>Its prices are without VAT. Import its file on this page; both can come first.</source>
        <translation>Dess priser är utan moms. Importera filen på den här sidan; det går lika bra före som efter.</translation>
    </message>
    <message>
        <source>Supplier&apos;s markup a kWh</source>
        <translation>Elhandlarens påslag per kWh</translation>
    </message>
    <message>
        <source>Fee for starting</source>
        <translation>Startavgift</translation>
    </message>
    <message>
        <source>Monthly fee</source>
        <translation>Månadsavgift</translation>
    </message>
    <message>
        <source>VAT in per cent</source>
        <translation>Moms i procent</translation>
    </message>
    <message>
        <source>The amounts above have VAT in them</source>
        <translation>Beloppen ovan är med moms</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Valuta</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gäller från</translation>
    </message>
    <message>
        <source>Keep these prices</source>
        <translation>Spara priserna</translation>
    </message>
    <message>
        <source>Say which price series it follows, for example SE3.</source>
        <translation>Säg vilken prisserie det följer, till exempel SE3.</translation>
    </message>
    <message>
        <source>Write the price of a kWh.</source>
        <translation>Skriv priset per kWh.</translation>
    </message>
    <message>
        <source>“%1” is not an amount. Write it as 1.85.</source>
        <translation>”%1” är inget belopp. Skriv det som 1,85.</translation>
    </message>
    <message>
        <source>VAT is a number of per cent, from 0 to below 100.</source>
        <translation>Moms är ett antal procent, från 0 till under 100.</translation>
    </message>
    <message>
        <source>A time is written as 22:00.</source>
        <translation>En tid skrivs som 22:00.</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>session</source>
        <translation>laddning</translation>
    </message>
    <message>
        <source>day</source>
        <translation>dag</translation>
    </message>
    <message>
        <source>month</source>
        <translation>månad</translation>
    </message>
    <message>
        <source>What I pay</source>
        <translation>Vad jag betalar</translation>
    </message>
    <message>
        <source>What I charge</source>
        <translation>Vad jag tar betalt</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energi</translation>
    </message>
    <message>
        <source>Spot price</source>
        <translation>Spotpris</translation>
    </message>
    <message>
        <source>Supplier&apos;s markup</source>
        <translation>Elhandlarens påslag</translation>
    </message>
    <message>
        <source>Transfer and energy tax</source>
        <translation>Elöverföring och energiskatt</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dag</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Natt</translation>
    </message>
    <message>
        <source>Charging time</source>
        <translation>Laddningstid</translation>
    </message>
    <message>
        <source>Time after charging</source>
        <translation>Tid efter laddningen</translation>
    </message>
    <message>
        <source>Daily fee</source>
        <translation>Dagsavgift</translation>
    </message>
    <message>
        <source>Power charge</source>
        <translation>Effektavgift</translation>
    </message>
    <message>
        <source>no VAT</source>
        <translation>ingen moms</translation>
    </message>
    <message>
        <source>%1 % VAT in it</source>
        <translation>inklusive %1 % moms</translation>
    </message>
    <message>
        <source>%1 % VAT on top</source>
        <translation>plus %1 % moms</translation>
    </message>
    <message>
        <source> or </source>
        <translation> eller </translation>
    </message>
    <message>
        <source>The prices from %1 have priced sessions already and stay as they are. Choose a later first day.</source>
        <translation>Priserna från %1 har redan använts för laddningar och ligger fast. Välj en senare första dag.</translation>
    </message>
    <message>
        <source>The currencies differ (%1).</source>
        <translation>Valutorna skiljer sig åt (%1).</translation>
    </message>
    <message>
        <source>No price series is called %1.</source>
        <translation>Ingen prisserie heter %1.</translation>
    </message>
    <message>
        <source>“%1” is no time zone.</source>
        <translation>”%1” är ingen tidszon.</translation>
    </message>
    <message>
        <source>There are no prices yet.</source>
        <translation>Det finns inga priser ännu.</translation>
    </message>
    <message>
        <source>There is no price in it.</source>
        <translation>Det finns inget pris i den.</translation>
    </message>
    <message>
        <source>Your prices follow %1, so it stays.</source>
        <translation>Dina priser följer %1, så den blir kvar.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Filen är tom.</translation>
    </message>
    <message>
        <source>The file is larger than ten years of prices.</source>
        <translation>Filen är större än tio års priser.</translation>
    </message>
    <message>
        <source>The file is no text.</source>
        <translation>Filen är ingen text.</translation>
    </message>
    <message>
        <source>This is none of the files of prices that Laddvakt knows.</source>
        <translation>Det här är ingen av de prisfiler som Laddvakt känner till.</translation>
    </message>
    <message>
        <source>There are no prices in the file.</source>
        <translation>Det finns inga priser i filen.</translation>
    </message>
    <message>
        <source>Say which columns hold the time and the price: %1.</source>
        <translation>Säg i vilka kolumner tiden och priset står: %1.</translation>
    </message>
    <message>
        <source>The file has several areas; say which: %1.</source>
        <translation>Filen har flera områden; säg vilket: %1.</translation>
    </message>
    <message>
        <source>The file does not say what its prices are in; say it below.</source>
        <translation>Filen säger inte vad priserna anges i; säg det nedan.</translation>
    </message>
    <message>
        <source>The file mixes currencies: %1.</source>
        <translation>Filen blandar valutor: %1.</translation>
    </message>
    <message>
        <source>“%1” is not a time.</source>
        <translation>”%1” är ingen tid.</translation>
    </message>
    <message>
        <source>The times do not say their zone (%1).</source>
        <translation>Tiderna säger inte sin tidszon (%1).</translation>
    </message>
    <message>
        <source>%1 never was: the clock went past it.</source>
        <translation>%1 fanns aldrig: klockan ställdes förbi den.</translation>
    </message>
    <message>
        <source>%1 was there twice that night and stands in the file once; which one is meant cannot be told.</source>
        <translation>%1 fanns två gånger den natten och står en gång i filen; vilken som menas går inte att säga.</translation>
    </message>
    <message>
        <source>“%1” is not a price.</source>
        <translation>”%1” är inget pris.</translation>
    </message>
    <message>
        <source>%1 a kWh is no price that ever was. Is the unit right?</source>
        <translation>%1 per kWh är inget pris som har förekommit. Är enheten rätt?</translation>
    </message>
    <message>
        <source>There are two prices for %1.</source>
        <translation>Det finns två priser för %1.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Rad %1: %2</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>Sverige</translation>
    </message>
    <message>
        <source>Germany, company car</source>
        <translation>Tyskland, tjänstebil</translation>
    </message>
    <message>
        <source>Netherlands</source>
        <translation>Nederländerna</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Ingenting</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Utgå från</translation>
    </message>
    <message>
        <source>Another country</source>
        <translation>Annat land</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>Storbritannien</translation>
    </message>
    <message>
        <source>“%1” is no currency. Write its three capital letters, as in SEK.</source>
        <translation>”%1” är ingen valuta. Skriv dess tre stora bokstäver, som SEK.</translation>
    </message>
    <message>
        <source>Check against my bill…</source>
        <translation>Jämför med min faktura…</translation>
    </message>
    <message>
        <source>Price folder</source>
        <translation>Prismapp</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Sluta bevaka</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>Bevaka en mapp…</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>En annan mapp…</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Bevaka en mapp</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>Svara…</translation>
    </message>
    <message>
        <source>%1 more files wait for an answer.</source>
        <translation>%1 filer till väntar på svar.</translation>
    </message>
    <message>
        <source>%1 more files there are none of prices.</source>
        <translation>%1 filer till där är inga prisfiler.</translation>
    </message>
    <message>
        <source>Price files that are put into a folder that you choose are taken in by themselves.</source>
        <translation>Prisfiler som läggs i en mapp som du väljer läses in av sig själva.</translation>
    </message>
    <message>
        <source>%1 is not there or cannot be looked into. It is looked for until it is back.</source>
        <translation>%1 finns inte eller kan inte läsas. Den söks tills den är tillbaka.</translation>
    </message>
    <message>
        <source>Watching %1. Price files that are put there are taken in by themselves.</source>
        <translation>Bevakar %1. Prisfiler som läggs där läses in av sig själva.</translation>
    </message>
    <message>
        <source>Watching %1: last file %2, %3 prices, %4.</source>
        <translation>Bevakar %1: senaste filen %2, %3 priser, %4.</translation>
    </message>
    <message>
        <source>Which price series does it belong to?</source>
        <translation>Vilken prisserie hör den till?</translation>
    </message>
    <message>
        <source>Its prices have tax and VAT in them.</source>
        <translation>Dess priser har skatt och moms i sig.</translation>
    </message>
    <message>
        <source>It is a link, and links are not followed.</source>
        <translation>Det är en länk, och länkar följs inte.</translation>
    </message>
    <message>
        <source>It is no file.</source>
        <translation>Det är ingen fil.</translation>
    </message>
    <message>
        <source>It does not say what its prices are in.</source>
        <translation>Den säger inte vad priserna anges i.</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>i dag %1</translation>
    </message>
    <message>
        <source>About %1 in the next hour, at the power now.</source>
        <translation>Ungefär %1 den närmaste timmen, med effekten nu.</translation>
    </message>
    <message>
        <source>About %1 in all when it reaches its limit.</source>
        <translation>Ungefär %1 totalt när den når sin gräns.</translation>
    </message>
    <message>
        <source>≈ %1 at its limit</source>
        <translation>≈ %1 vid gränsen</translation>
    </message>
    <message>
        <source>≈ %1/h</source>
        <translation>≈ %1/h</translation>
    </message>
    <message>
        <source>%1 %2 a kWh is unusual.</source>
        <translation>%1 %2 per kWh är ovanligt.</translation>
    </message>
    <message>
        <source>%1 at %2 %</source>
        <translation>%1 till %2 %</translation>
    </message>
    <message>
        <source>%1 is larger than any price. Is it in another unit?</source>
        <translation>%1 är större än något pris. Är det i en annan enhet?</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 months before</source>
        <translation>%1 månader innan</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1: every detail</source>
        <translation>%1: alla detaljer</translation>
    </message>
    <message>
        <source>1 in full, 0.5 by half. Of several that hold the first one applies.</source>
        <translation>1 helt, 0,5 till hälften. Om flera gäller används den första.</translation>
    </message>
    <message>
        <source>1: nothing is rounded up.</source>
        <translation>1: ingenting avrundas uppåt.</translation>
    </message>
    <message>
        <source>A copy of the prices from %1. It holds from the day you choose.</source>
        <translation>En kopia av priserna från %1. Den gäller från den dag du väljer.</translation>
    </message>
    <message>
        <source>A currency is three capital letters, as SEK.</source>
        <translation>En valuta är tre stora bokstäver, som SEK.</translation>
    </message>
    <message>
        <source>A daily fee</source>
        <translation>En dagsavgift</translation>
    </message>
    <message>
        <source>A fee for starting</source>
        <translation>En startavgift</translation>
    </message>
    <message>
        <source>A fee for time after charging</source>
        <translation>En avgift för tid efter laddningen</translation>
    </message>
    <message>
        <source>A monthly fee</source>
        <translation>En månadsavgift</translation>
    </message>
    <message>
        <source>A power charge</source>
        <translation>En effektavgift</translation>
    </message>
    <message>
        <source>A price of a kWh</source>
        <translation>Ett pris per kWh</translation>
    </message>
    <message>
        <source>A price of charging time</source>
        <translation>Ett pris på laddtid</translation>
    </message>
    <message>
        <source>A price series</source>
        <translation>En prisserie</translation>
    </message>
    <message>
        <source>A price series is in another currency than these prices.</source>
        <translation>En prisserie är i en annan valuta än de här priserna.</translation>
    </message>
    <message>
        <source>A price that follows a series (spot)</source>
        <translation>Ett pris som följer en prisserie (spot)</translation>
    </message>
    <message>
        <source>A session of %1 kWh from %2 to %3 would cost</source>
        <translation>En laddning på %1 kWh från %2 till %3 skulle kosta</translation>
    </message>
    <message>
        <source>A start, not advice: rates change. These are of %1. %2</source>
        <translation>En början, inte ett råd: priser ändras. De här är från %1. %2</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>Lägg till ett villkor</translation>
    </message>
    <message>
        <source>Add a list of days</source>
        <translation>Lägg till en lista med dagar</translation>
    </message>
    <message>
        <source>Add a price</source>
        <translation>Lägg till pris</translation>
    </message>
    <message>
        <source>Add a tier</source>
        <translation>Lägg till ett steg</translation>
    </message>
    <message>
        <source>Add a time in which it does not run</source>
        <translation>Lägg till en tid då den inte löper</translation>
    </message>
    <message>
        <source>Add at least one price.</source>
        <translation>Lägg till minst ett pris.</translation>
    </message>
    <message>
        <source>After (kWh in the session)</source>
        <translation>Efter (kWh i laddningen)</translation>
    </message>
    <message>
        <source>After (minutes from the start)</source>
        <translation>Efter (minuter från start)</translation>
    </message>
    <message>
        <source>Always. With several conditions it is enough that one of them holds.</source>
        <translation>Alltid. Med flera villkor räcker det att ett av dem gäller.</translation>
    </message>
    <message>
        <source>Amounts are shown</source>
        <translation>Belopp visas</translation>
    </message>
    <message>
        <source>At any time, in full.</source>
        <translation>När som helst, helt.</translation>
    </message>
    <message>
        <source>At least, a session (%1)</source>
        <translation>Minst per laddning (%1)</translation>
    </message>
    <message>
        <source>At most, a session (%1)</source>
        <translation>Högst per laddning (%1)</translation>
    </message>
    <message>
        <source>Before (date)</source>
        <translation>Före (datum)</translation>
    </message>
    <message>
        <source>By energy, time, charger or card</source>
        <translation>Efter energi, tid, laddare eller kort</translation>
    </message>
    <message>
        <source>By whose clock day, night and dates are.</source>
        <translation>Efter vars klocka dag, natt och datum räknas.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändra…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Compare the energy tax with your bill, then add transfer and markup. SE3 is the price area: write yours. The north has a lower tax.</source>
        <translation>Jämför energiskatten med din faktura och lägg till överföring och påslag. SE3 är elområdet: skriv ditt. Norra Sverige har lägre skatt.</translation>
    </message>
    <message>
        <source>Copy…</source>
        <translation>Kopiera…</translation>
    </message>
    <message>
        <source>Counted over</source>
        <translation>Räknas över</translation>
    </message>
    <message>
        <source>Counts as much as</source>
        <translation>Räknas som</translation>
    </message>
    <message>
        <source>Currency, time zone and VAT of all these prices</source>
        <translation>Valuta, tidszon och moms för alla de här priserna</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Days of the week</source>
        <translation>Veckodagar</translation>
    </message>
    <message>
        <source>Does not run</source>
        <translation>Löper inte</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klar</translation>
    </message>
    <message>
        <source>Down to the most of a session</source>
        <translation>Ned till det högsta för en laddning</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dubblera</translation>
    </message>
    <message>
        <source>Each of them of another day</source>
        <translation>Var och en från olika dagar</translation>
    </message>
    <message>
        <source>Empty: until newer prices begin.</source>
        <translation>Tomt: tills nyare priser börjar.</translation>
    </message>
    <message>
        <source>Energy tax</source>
        <translation>Energiskatt</translation>
    </message>
    <message>
        <source>Energy tax a kWh</source>
        <translation>Energiskatt per kWh</translation>
    </message>
    <message>
        <source>Every detail…</source>
        <translation>Alla detaljer…</translation>
    </message>
    <message>
        <source>Every line is a price, and they add up. They hold from the day you choose.</source>
        <translation>Varje rad är ett pris, och de läggs ihop. De gäller från den dag du väljer.</translation>
    </message>
    <message>
        <source>Fees by day and month and the power charge are not in it.</source>
        <translation>Dags- och månadsavgifter och effektavgiften ingår inte.</translation>
    </message>
    <message>
        <source>Fixed part</source>
        <translation>Fast del</translation>
    </message>
    <message>
        <source>Flat rate</source>
        <translation>Schablon</translation>
    </message>
    <message>
        <source>For each</source>
        <translation>Per</translation>
    </message>
    <message>
        <source>From (date)</source>
        <translation>Från (datum)</translation>
    </message>
    <message>
        <source>From (time)</source>
        <translation>Från (tid)</translation>
    </message>
    <message>
        <source>Give these days a name.</source>
        <translation>Ge dagarna ett namn.</translation>
    </message>
    <message>
        <source>Go on in the editor of all prices, with what is written here</source>
        <translation>Fortsätt i redigeraren för alla priser, med det som står här</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Grupp</translation>
    </message>
    <message>
        <source>Half-hour prices without VAT, from your supplier&apos;s file, as the series AGILE. Add the standing charge.</source>
        <translation>Halvtimmespriser utan moms, från elhandlarens fil, som serien AGILE. Lägg till den fasta avgiften.</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>Helgdagar</translation>
    </message>
    <message>
        <source>In a group the highest goes first, of equals the first in the list.</source>
        <translation>I en grupp går den högsta först, av lika den första i listan.</translation>
    </message>
    <message>
        <source>In one group only one price applies at a time. Prices of different groups add up.</source>
        <translation>I en grupp gäller bara ett pris åt gången. Priser i olika grupper läggs ihop.</translation>
    </message>
    <message>
        <source>In the first (minutes)</source>
        <translation>Under de första (minuter)</translation>
    </message>
    <message>
        <source>It can never be below nothing.</source>
        <translation>Det kan aldrig vara mindre än noll.</translation>
    </message>
    <message>
        <source>It ends before it begins: write the tiers in order.</source>
        <translation>Det slutar innan det börjar: skriv stegen i ordning.</translation>
    </message>
    <message>
        <source>It is counted as if nothing had been used in the month before.</source>
        <translation>Det räknas som om inget hade använts tidigare i månaden.</translation>
    </message>
    <message>
        <source>It is less than the least.</source>
        <translation>Det är mindre än det lägsta.</translation>
    </message>
    <message>
        <source>It is less than what it is never below.</source>
        <translation>Det är mindre än det aldrig är under.</translation>
    </message>
    <message>
        <source>It is nobody&apos;s session: prices for certain chargers and cards are not in it.</source>
        <translation>Det är ingens laddning: priser för vissa laddare och kort ingår inte.</translation>
    </message>
    <message>
        <source>It is not after the date that it begins.</source>
        <translation>Det är inte efter det datum då det börjar.</translation>
    </message>
    <message>
        <source>It is not more than where it begins.</source>
        <translation>Det är inte mer än där det börjar.</translation>
    </message>
    <message>
        <source>It is written</source>
        <translation>Det är skrivet</translation>
    </message>
    <message>
        <source>It runs at any time.</source>
        <translation>Den löper när som helst.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Lämna</translation>
    </message>
    <message>
        <source>Leave without keeping the changes?</source>
        <translation>Lämna utan att behålla ändringarna?</translation>
    </message>
    <message>
        <source>Limits and free quantity</source>
        <translation>Gränser och fri mängd</translation>
    </message>
    <message>
        <source>Look…</source>
        <translation>Titta…</translation>
    </message>
    <message>
        <source>Make new prices from these…</source>
        <translation>Gör nya priser av de här…</translation>
    </message>
    <message>
        <source>Market prices alone: add energy tax, markup, fees and VAT.</source>
        <translation>Bara marknadspriser: lägg till energiskatt, påslag, avgifter och moms.</translation>
    </message>
    <message>
        <source>Means of</source>
        <translation>Medelvärden över</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Blandat</translation>
    </message>
    <message>
        <source>Monthly fee to the grid company</source>
        <translation>Månadsavgift till elnätsbolaget</translation>
    </message>
    <message>
        <source>Monthly fee, to the grid company</source>
        <translation>Månadsavgift till elnätsbolaget</translation>
    </message>
    <message>
        <source>Monthly fee, to the supplier</source>
        <translation>Månadsavgift till elhandlaren</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>Månader</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Flytta ned</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Flytta upp</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Namn</translation>
    </message>
    <message>
        <source>Name of the days</source>
        <translation>Dagarnas namn</translation>
    </message>
    <message>
        <source>Name of the prices</source>
        <translation>Prisernas namn</translation>
    </message>
    <message>
        <source>Never above</source>
        <translation>Aldrig över</translation>
    </message>
    <message>
        <source>Never below</source>
        <translation>Aldrig under</translation>
    </message>
    <message>
        <source>New prices that begin as these</source>
        <translation>Nya priser som börjar som de här</translation>
    </message>
    <message>
        <source>No figures: set currency, VAT and your price series, then add taxes and fees from your bill.</source>
        <translation>Inga siffror: ange valuta, moms och din prisserie, och lägg till skatter och avgifter från fakturan.</translation>
    </message>
    <message>
        <source>No longer from (date)</source>
        <translation>Inte längre från (datum)</translation>
    </message>
    <message>
        <source>No price yet: nothing costs anything.</source>
        <translation>Inget pris än: ingenting kostar något.</translation>
    </message>
    <message>
        <source>No session was priced by these prices yet: change or remove them as you like.</source>
        <translation>Ingen laddning har räknats med de här priserna än: ändra eller ta bort dem som du vill.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Note, end, limits of a session, holidays</source>
        <translation>Anteckning, slut, gränser per laddning, helgdagar</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Av</translation>
    </message>
    <message>
        <source>Of which month</source>
        <translation>Från vilken månad</translation>
    </message>
    <message>
        <source>Only at certain times</source>
        <translation>Bara vissa tider</translation>
    </message>
    <message>
        <source>Only at these chargers</source>
        <translation>Bara vid de här laddarna</translation>
    </message>
    <message>
        <source>Only for cards of these groups</source>
        <translation>Bara för kort i de här grupperna</translation>
    </message>
    <message>
        <source>Only for these cards</source>
        <translation>Bara för de här kortna</translation>
    </message>
    <message>
        <source>Paid for</source>
        <translation>Betalas för</translation>
    </message>
    <message>
        <source>Per cent of each kWh at that price</source>
        <translation>Procent av varje kWh till det priset</translation>
    </message>
    <message>
        <source>Plus, a kWh</source>
        <translation>Plus, per kWh</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Pris</translation>
    </message>
    <message>
        <source>Price of</source>
        <translation>Pris på</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioritet</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Ta bort</translation>
    </message>
    <message>
        <source>Remove the prices from %1?</source>
        <translation>Ta bort priserna från %1?</translation>
    </message>
    <message>
        <source>Remove these days</source>
        <translation>Ta bort de här dagarna</translation>
    </message>
    <message>
        <source>Remove these prices…</source>
        <translation>Ta bort priserna…</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>Ta bort villkoret</translation>
    </message>
    <message>
        <source>Remove this tier</source>
        <translation>Ta bort steget</translation>
    </message>
    <message>
        <source>Rounded up to (Wh or seconds)</source>
        <translation>Avrundas uppåt till (Wh eller sekunder)</translation>
    </message>
    <message>
        <source>Runs only after (minutes)</source>
        <translation>Löper först efter (minuter)</translation>
    </message>
    <message>
        <source>Saturdays and Sundays cost what the night does</source>
        <translation>Lördagar och söndagar kostar som natten</translation>
    </message>
    <message>
        <source>Say from which day they hold.</source>
        <translation>Ange från vilken dag de gäller.</translation>
    </message>
    <message>
        <source>Sessions were priced by these prices, so they stay as they are. To change something, make new ones that hold from a later day.</source>
        <translation>Laddningar har räknats med de här priserna, så de ligger fast. För att ändra något, gör nya som gäller från en senare dag.</translation>
    </message>
    <message>
        <source>Sessions were priced in it.</source>
        <translation>Laddningar har räknats i den.</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>Källa: %1</translation>
    </message>
    <message>
        <source>The car leaves at once, so no time after charging is in it.</source>
        <translation>Bilen åker genast, så ingen tid efter laddningen ingår.</translation>
    </message>
    <message>
        <source>The first are free (kWh)</source>
        <translation>De första är fria (kWh)</translation>
    </message>
    <message>
        <source>The first are free (minutes)</source>
        <translation>De första är fria (minuter)</translation>
    </message>
    <message>
        <source>The flat rate for company cars of one year; each year has another. No VAT is told in it.</source>
        <translation>Ett års schablon för tjänstebilar; varje år har en annan. Ingen moms anges i den.</translation>
    </message>
    <message>
        <source>The meter&apos;s clock does not follow summer time</source>
        <translation>Mätarens klocka följer inte sommartid</translation>
    </message>
    <message>
        <source>The price is written</source>
        <translation>Priset är skrivet</translation>
    </message>
    <message>
        <source>The price of a kWh through the day</source>
        <translation>Priset per kWh under dygnet</translation>
    </message>
    <message>
        <source>The price “%1” asks for the days “%2”, and there are none.</source>
        <translation>Priset ”%1” frågar efter dagarna ”%2”, och de finns inte.</translation>
    </message>
    <message>
        <source>The prices before them then go on until others begin.</source>
        <translation>Priserna före dem gäller då tills andra börjar.</translation>
    </message>
    <message>
        <source>The prices from %1 are in use and stay as they are. What you keep here holds from the day you choose.</source>
        <translation>Priserna från %1 används och ligger fast. Det du behåller här gäller från den dag du väljer.</translation>
    </message>
    <message>
        <source>There are days of that name already.</source>
        <translation>Det finns redan dagar med det namnet.</translation>
    </message>
    <message>
        <source>There are none yet.</source>
        <translation>Det finns inga än.</translation>
    </message>
    <message>
        <source>There are prices from %1 already: change those, or choose another first day.</source>
        <translation>Det finns redan priser från %1: ändra dem, eller välj en annan första dag.</translation>
    </message>
    <message>
        <source>Tiers</source>
        <translation>Trappa</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Tidszon</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Gånger</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Överföring</translation>
    </message>
    <message>
        <source>Transfer a kWh, to the grid company</source>
        <translation>Överföring per kWh, till elnätsbolaget</translation>
    </message>
    <message>
        <source>Until (time)</source>
        <translation>Till (tid)</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>Upp till</translation>
    </message>
    <message>
        <source>Up to (kWh in the session)</source>
        <translation>Upp till (kWh i laddningen)</translation>
    </message>
    <message>
        <source>Up to the least of a session</source>
        <translation>Upp till det lägsta för en laddning</translation>
    </message>
    <message>
        <source>What can be done with %1</source>
        <translation>Vad som kan göras med %1</translation>
    </message>
    <message>
        <source>What it comes to on</source>
        <translation>Vad det blir</translation>
    </message>
    <message>
        <source>When it applies</source>
        <translation>När det gäller</translation>
    </message>
    <message>
        <source>When they count</source>
        <translation>När de räknas</translation>
    </message>
    <message>
        <source>Where the figures are from</source>
        <translation>Varifrån siffrorna är</translation>
    </message>
    <message>
        <source>Which power is paid for</source>
        <translation>Vilken effekt som betalas</translation>
    </message>
    <message>
        <source>Write 1 for the whole price.</source>
        <translation>Skriv 1 för hela priset.</translation>
    </message>
    <message>
        <source>Write 1 where they count in full.</source>
        <translation>Skriv 1 där de räknas helt.</translation>
    </message>
    <message>
        <source>Write a whole number, from %1 on.</source>
        <translation>Skriv ett heltal, från %1.</translation>
    </message>
    <message>
        <source>Write all digits of %1, without the e.</source>
        <translation>Skriv alla siffror i %1, utan e.</translation>
    </message>
    <message>
        <source>Write how many of a hundred, from 0 to below 100.</source>
        <translation>Skriv hur många av hundra, från 0 till under 100.</translation>
    </message>
    <message>
        <source>Write the figure alone: %1, without “%2”.</source>
        <translation>Skriv bara talet: %1, utan ”%2”.</translation>
    </message>
    <message>
        <source>Write what it costs.</source>
        <translation>Skriv vad det kostar.</translation>
    </message>
    <message>
        <source>Write where this tier ends.</source>
        <translation>Skriv var steget slutar.</translation>
    </message>
    <message>
        <source>Write “%1” without a sign between the thousands, as in 1234.50.</source>
        <translation>Skriv ”%1” utan tecken mellan tusentalen, som i 1234,50.</translation>
    </message>
    <message>
        <source>a Sunday</source>
        <translation>en söndag</translation>
    </message>
    <message>
        <source>a quarter of an hour</source>
        <translation>en kvart</translation>
    </message>
    <message>
        <source>a weekday</source>
        <translation>en vardag</translation>
    </message>
    <message>
        <source>a weekday in January</source>
        <translation>en vardag i januari</translation>
    </message>
    <message>
        <source>a weekday in July</source>
        <translation>en vardag i juli</translation>
    </message>
    <message>
        <source>above %1</source>
        <translation>därutöver %1</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>efter %1</translation>
    </message>
    <message>
        <source>after %1 kWh</source>
        <translation>efter %1 kWh</translation>
    </message>
    <message>
        <source>always</source>
        <translation>alltid</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>en timme</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>vid %1</translation>
    </message>
    <message>
        <source>at least %1 a session</source>
        <translation>minst %1 per laddning</translation>
    </message>
    <message>
        <source>at most %1 a session</source>
        <translation>högst %1 per laddning</translation>
    </message>
    <message>
        <source>before %1</source>
        <translation>före %1</translation>
    </message>
    <message>
        <source>by a clock that stays on winter time</source>
        <translation>efter en klocka som går på vintertid</translation>
    </message>
    <message>
        <source>counted over %1</source>
        <translation>räknat över %1</translation>
    </message>
    <message>
        <source>each of another day</source>
        <translation>var och en från olika dagar</translation>
    </message>
    <message>
        <source>each session</source>
        <translation>varje laddning</translation>
    </message>
    <message>
        <source>for the card %1</source>
        <translation>för kortet %1</translation>
    </message>
    <message>
        <source>for the group %1</source>
        <translation>för gruppen %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>från %1</translation>
    </message>
    <message>
        <source>from %1 to midnight</source>
        <translation>från %1 till midnatt</translation>
    </message>
    <message>
        <source>from midnight to %1</source>
        <translation>från midnatt till %1</translation>
    </message>
    <message>
        <source>goes before %1</source>
        <translation>går före %1</translation>
    </message>
    <message>
        <source>highest hour</source>
        <translation>högsta timmen</translation>
    </message>
    <message>
        <source>highest quarter</source>
        <translation>högsta kvarten</translation>
    </message>
    <message>
        <source>in the first %1</source>
        <translation>under de första %1</translation>
    </message>
    <message>
        <source>mean of the %1 highest hours</source>
        <translation>medel av de %1 högsta timmarna</translation>
    </message>
    <message>
        <source>mean of the %1 highest quarters</source>
        <translation>medel av de %1 högsta kvartarna</translation>
    </message>
    <message>
        <source>midnight</source>
        <translation>midnatt</translation>
    </message>
    <message>
        <source>never above %1</source>
        <translation>aldrig över %1</translation>
    </message>
    <message>
        <source>never below %1</source>
        <translation>aldrig under %1</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>inget slut</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>inte %1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>okänt</translation>
    </message>
    <message>
        <source>not on days of “%1”</source>
        <translation>inte på dagar i ”%1”</translation>
    </message>
    <message>
        <source>of %1 months before</source>
        <translation>från %1 månader innan</translation>
    </message>
    <message>
        <source>of last month</source>
        <translation>från förra månaden</translation>
    </message>
    <message>
        <source>on days of “%1”</source>
        <translation>på dagar i ”%1”</translation>
    </message>
    <message>
        <source>only after %1</source>
        <translation>först efter %1</translation>
    </message>
    <message>
        <source>only on days of “%1”</source>
        <translation>bara på dagar i ”%1”</translation>
    </message>
    <message>
        <source>only where %1 does not apply</source>
        <translation>bara där %1 inte gäller</translation>
    </message>
    <message>
        <source>rounded up to %1</source>
        <translation>avrundat upp till %1</translation>
    </message>
    <message>
        <source>the card&apos;s month</source>
        <translation>kortets månad</translation>
    </message>
    <message>
        <source>the first %1 of %2 free</source>
        <translation>de första %1 av %2 fria</translation>
    </message>
    <message>
        <source>the highest</source>
        <translation>det högsta</translation>
    </message>
    <message>
        <source>the mean of the %1 highest</source>
        <translation>medel av de %1 högsta</translation>
    </message>
    <message>
        <source>the month before</source>
        <translation>månaden innan</translation>
    </message>
    <message>
        <source>the month of all chargers here</source>
        <translation>månaden för alla laddare här</translation>
    </message>
    <message>
        <source>the month of the whole house</source>
        <translation>hela husets månad</translation>
    </message>
    <message>
        <source>the same month</source>
        <translation>samma månad</translation>
    </message>
    <message>
        <source>up to %1 %2</source>
        <translation>upp till %1 %2</translation>
    </message>
    <message>
        <source>up to %1 kWh</source>
        <translation>upp till %1 kWh</translation>
    </message>
    <message>
        <source>with VAT</source>
        <translation>med moms</translation>
    </message>
    <message>
        <source>with VAT in it</source>
        <translation>med moms</translation>
    </message>
    <message>
        <source>without VAT</source>
        <translation>utan moms</translation>
    </message>
    <message>
        <source>“%1” is no date. Write it as 2026-10-25.</source>
        <translation>”%1” är inget datum. Skriv det som 2026-10-25.</translation>
    </message>
    <message>
        <source>“%1” is no number.</source>
        <translation>”%1” är inget tal.</translation>
    </message>
    <message>
        <source>“%1” is no time zone. Write one as Europe/Stockholm.</source>
        <translation>”%1” är ingen tidszon. Skriv en som Europe/Stockholm.</translation>
    </message>
    <message>
        <source>in force today</source>
        <translation>gäller i dag</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>prioritet %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>”%1”</translation>
    </message>
    <message>
        <source>If it is in %1, write %2. If it is right, go on.</source>
        <translation>Om det är i %1, skriv %2. Stämmer det, så fortsätt.</translation>
    </message>
    <message>
        <source>any day</source>
        <translation>alla dagar</translation>
    </message>
    <message>
        <source>There is no price of a kWh at that time.</source>
        <translation>Det finns inget pris per kWh då.</translation>
    </message>
    <message>
        <source>The prices of %1 are not known for this day. Import them, or choose another day.</source>
        <translation>Priserna för %1 är inte kända den dagen. Importera dem, eller välj en annan dag.</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öppen</translation>
    </message>
    <message>
        <source>folded away</source>
        <translation>hopfälld</translation>
    </message>
    <message>
        <source>in no sum yet, for that takes the meter of the whole house</source>
        <translation>ännu inte i någon summa, för det behövs hela husets mätare</translation>
    </message>
    <message>
        <source>%1 %2 at any time</source>
        <translation>%1 %2 dygnet runt</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Utfärdat</translation>
    </message>
    <message>
        <source>For</source>
        <translation>För</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energi</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Belopp</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Läge</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Obetalt</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alla</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapporter</translation>
    </message>
    <message>
        <source>New statement</source>
        <translation>Nytt underlag</translation>
    </message>
    <message>
        <source>Whose sessions</source>
        <translation>Vems laddningar</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Månad</translation>
    </message>
    <message>
        <source>Which prices</source>
        <translation>Vilka priser</translation>
    </message>
    <message>
        <source>By which prices</source>
        <translation>Enligt vilka priser</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Language of the statement</source>
        <translation>Underlagets språk</translation>
    </message>
    <message>
        <source>Your name and address</source>
        <translation>Ditt namn och din adress</translation>
    </message>
    <message>
        <source>Stands at the top of every statement.</source>
        <translation>Står överst på varje underlag.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Spara som…</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>Utfärda</translation>
    </message>
    <message>
        <source>Issued statements</source>
        <translation>Utfärdade underlag</translation>
    </message>
    <message>
        <source>No statement was issued yet. Issued ones stand here with what became of them.</source>
        <translation>Inget underlag har utfärdats ännu. Här står de utfärdade och vad som blev av dem.</translation>
    </message>
    <message>
        <source>Everybody&apos;s</source>
        <translation>Allas</translation>
    </message>
    <message>
        <source>%1 sessions</source>
        <translation>%1 laddningar</translation>
    </message>
    <message>
        <source>There are no such prices yet, so it proves energy alone.</source>
        <translation>Sådana priser finns inte ännu, så det styrker bara energin.</translation>
    </message>
    <message>
        <source>Prices are missing for %1 of the sessions.</source>
        <translation>Priser saknas för %1 av laddningarna.</translation>
    </message>
    <message>
        <source>%1 of the sessions hold an estimate.</source>
        <translation>%1 av laddningarna innehåller en uppskattning.</translation>
    </message>
    <message>
        <source>Issue this statement?</source>
        <translation>Utfärda underlaget?</translation>
    </message>
    <message>
        <source>It gets the next number and never changes any more. If something is wrong, a new one corrects it.</source>
        <translation>Det får nästa nummer och ändras aldrig mer. Om något är fel rättas det av ett nytt.</translation>
    </message>
    <message>
        <source>Statement %1 is issued.</source>
        <translation>Underlag %1 är utfärdat.</translation>
    </message>
    <message>
        <source>%1 statements are issued.</source>
        <translation>%1 underlag är utfärdade.</translation>
    </message>
    <message>
        <source>Statement %1</source>
        <translation>Underlag %1</translation>
    </message>
    <message>
        <source>Save the statement</source>
        <translation>Spara underlaget</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Sparat som %1.</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>Obetalt: %1</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Överlämnat</translation>
    </message>
    <message>
        <source>Paid…</source>
        <translation>Betalt…</translation>
    </message>
    <message>
        <source>Correct by a new one…</source>
        <translation>Rätta med ett nytt…</translation>
    </message>
    <message>
        <source>Correct statement %1?</source>
        <translation>Rätta underlag %1?</translation>
    </message>
    <message>
        <source>Its sessions are reckoned anew, and a new statement takes its place and names it.</source>
        <translation>Dess laddningar räknas om, och ett nytt underlag ersätter det och hänvisar till det.</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Rätta</translation>
    </message>
    <message>
        <source>Statement %1 was paid</source>
        <translation>Underlag %1 har betalats</translation>
    </message>
    <message>
        <source>%1 is open.</source>
        <translation>%1 är obetalt.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anteckning</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>Skriv upp</translation>
    </message>
    <message>
        <source>Write the amount as 125.50.</source>
        <translation>Skriv beloppet som 125,50.</translation>
    </message>
    <message>
        <source>Overview for yourself</source>
        <translation>Översikt för dig själv</translation>
    </message>
    <message>
        <source>Tenant or member</source>
        <translation>Hyresgäst eller medlem</translation>
    </message>
    <message>
        <source>Company car, Sweden</source>
        <translation>Tjänstebil, Sverige</translation>
    </message>
    <message>
        <source>Company car, Germany</source>
        <translation>Tjänstebil, Tyskland</translation>
    </message>
    <message>
        <source>Company car, United Kingdom</source>
        <translation>Tjänstebil, Storbritannien</translation>
    </message>
    <message>
        <source>Company car, Netherlands</source>
        <translation>Tjänstebil, Nederländerna</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>utfärdat</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>överlämnat</translation>
    </message>
    <message>
        <source>paid in part</source>
        <translation>delvis betalt</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>betalt</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>rättat</translation>
    </message>
    <message>
        <source>No session ended in this time.</source>
        <translation>Ingen laddning avslutades under den tiden.</translation>
    </message>
    <message>
        <source>Prices are missing for %1 of the sessions. Import them on the Prices page first.</source>
        <translation>Priser saknas för %1 av laddningarna. Importera dem på sidan Priser först.</translation>
    </message>
    <message>
        <source>This time is not over yet. Issue it when it is.</source>
        <translation>Den tiden är inte slut ännu. Utfärda det när den är det.</translation>
    </message>
    <message>
        <source>Some of these sessions stand on statement %1 already. Correct that one instead.</source>
        <translation>Några av laddningarna står redan på underlag %1. Rätta det i stället.</translation>
    </message>
    <message>
        <source>There is no statement %1.</source>
        <translation>Det finns inget underlag %1.</translation>
    </message>
    <message>
        <source>Statement %1 took its place already.</source>
        <translation>Underlag %1 har redan ersatt det.</translation>
    </message>
    <message>
        <source>%1 is no amount that can be paid.</source>
        <translation>%1 är inget belopp som kan betalas.</translation>
    </message>
    <message>
        <source>The note is too long.</source>
        <translation>Anteckningen är för lång.</translation>
    </message>
    <message>
        <source>Some sessions would stand on two of these statements (%1).</source>
        <translation>Några laddningar skulle stå på två av dessa underlag (%1).</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Flat or group of cards</source>
        <translation>Lägenhet eller kortgrupp</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fordon</translation>
    </message>
    <message>
        <source>Charger</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Kort</translation>
    </message>
    <message>
        <source>Another time…</source>
        <translation>Annan tid…</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tid</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Första dag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Sista dag</translation>
    </message>
    <message>
        <source>from</source>
        <translation>från</translation>
    </message>
    <message>
        <source>to</source>
        <translation>till</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Till</translation>
    </message>
    <message>
        <source>Name and address; where it is left empty, whose sessions they are.</source>
        <translation>Namn och adress; lämnas det tomt står det vems laddningarna är.</translation>
    </message>
    <message>
        <source>For everybody…</source>
        <translation>För alla…</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>Förhandsgranska…</translation>
    </message>
    <message>
        <source>The first day lies after the last.</source>
        <translation>Den första dagen ligger efter den sista.</translation>
    </message>
    <message>
        <source>Signed meter values: %1. They are saved as a file beside it.</source>
        <translation>Signerade mätvärden: %1. De sparas som en fil bredvid.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Förhandsgranskning</translation>
    </message>
    <message>
        <source>The statement as it will be printed</source>
        <translation>Underlaget så som det skrivs ut</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Issue…</source>
        <translation>Utfärda…</translation>
    </message>
    <message>
        <source>%1, for each one with sessions in it. Those that can be issued get the next numbers, all at once.</source>
        <translation>%1, för var och en med laddningar i den tiden. De som kan utfärdas får nästa nummer, alla på en gång.</translation>
    </message>
    <message>
        <source>Statements for everybody</source>
        <translation>Underlag för alla</translation>
    </message>
    <message>
        <source>One statement for each</source>
        <translation>Ett underlag för varje</translation>
    </message>
    <message>
        <source>What would be issued</source>
        <translation>Vad som skulle utfärdas</translation>
    </message>
    <message>
        <source>Save the files again…</source>
        <translation>Spara filerna igen…</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Laddningar</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>Vad det blir av det</translation>
    </message>
    <message>
        <source>%1 sessions (%2 kWh) are of none of these and stand on no statement.</source>
        <translation>%1 laddningar (%2 kWh) hör inte till någon av dessa och står inte på något underlag.</translation>
    </message>
    <message>
        <source>Issue %1 and save…</source>
        <translation>Utfärda %1 och spara…</translation>
    </message>
    <message>
        <source>Where the files go</source>
        <translation>Var filerna ska ligga</translation>
    </message>
    <message>
        <source>Issuing and writing…</source>
        <translation>Utfärdar och skriver…</translation>
    </message>
    <message>
        <source>%1 files are written.</source>
        <translation>%1 filer är skrivna.</translation>
    </message>
    <message>
        <source>Persons</source>
        <translation>Personer</translation>
    </message>
    <message>
        <source>Flats and groups</source>
        <translation>Lägenheter och grupper</translation>
    </message>
    <message>
        <source>Chargers</source>
        <translation>Laddare</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Fordon</translation>
    </message>
    <message>
        <source>issued as statement %1</source>
        <translation>utfärdat som underlag %1</translation>
    </message>
    <message>
        <source>can be issued; %1 of the sessions hold an estimate</source>
        <translation>kan utfärdas; %1 av laddningarna innehåller en uppskattning</translation>
    </message>
    <message>
        <source>can be issued</source>
        <translation>kan utfärdas</translation>
    </message>
    <message>
        <source>Nobody has sessions in this time.</source>
        <translation>Ingen har laddningar i den tiden.</translation>
    </message>
    <message>
        <source>%1 of %2 can be issued</source>
        <translation>%1 av %2 kan utfärdas</translation>
    </message>
    <message>
        <source>Look at it…</source>
        <translation>Titta på det…</translation>
    </message>
    <message>
        <source>Save the list as…</source>
        <translation>Spara listan som…</translation>
    </message>
    <message>
        <source>Who owes what</source>
        <translation>Vem är skyldig vad</translation>
    </message>
    <message>
        <source>Nobody owes anything.</source>
        <translation>Ingen är skyldig något.</translation>
    </message>
    <message>
        <source>Statements that are issued and not paid stand here, with whom they are for and since when.</source>
        <translation>Underlag som är utfärdade och inte betalda står här, med vem de gäller och sedan när.</translation>
    </message>
    <message>
        <source>%1 open, of %2</source>
        <translation>%1 öppet, av %2</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Betalt</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Öppet i</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Spara listan</translation>
    </message>
    <message>
        <source>today</source>
        <translation>i dag</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 dag</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 dagar</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>År</translation>
    </message>
    <message>
        <source>By charger</source>
        <translation>Per laddare</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>Per person</translation>
    </message>
    <message>
        <source>What the bars are made of</source>
        <translation>Vad staplarna består av</translation>
    </message>
    <message>
        <source>Energy by month</source>
        <translation>Energi per månad</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>Månader</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>Mätarställningar</translation>
    </message>
    <message>
        <source>Figures of</source>
        <translation>Siffror för</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Siffror</translation>
    </message>
    <message>
        <source>Figures of the year</source>
        <translation>Årets siffror</translation>
    </message>
    <message>
        <source>Prices are missing for %1 of the sessions, which are in no amount.</source>
        <translation>Priser saknas för %1 av laddningarna, som inte ingår i något belopp.</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Övriga</translation>
    </message>
    <message>
        <source>Save the year</source>
        <translation>Spara året</translation>
    </message>
    <message>
        <source>Charging in %1</source>
        <translation>Laddning %1</translation>
    </message>
    <message>
        <source>cost %1</source>
        <translation>kostade %1</translation>
    </message>
    <message>
        <source>charged %1</source>
        <translation>debiterat %1</translation>
    </message>
    <message>
        <source>difference %1</source>
        <translation>skillnad %1</translation>
    </message>
    <message>
        <source>An erased person</source>
        <translation>En raderad person</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ingen</translation>
    </message>
    <message>
        <source>What I pay</source>
        <translation>Vad jag betalar</translation>
    </message>
    <message>
        <source>What I charge</source>
        <translation>Vad jag tar betalt</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Skillnad</translation>
    </message>
    <message>
        <source>The year</source>
        <translation>Året</translation>
    </message>
    <message>
        <source>A session counts in the month it ends in.</source>
        <translation>En laddning räknas till den månad den slutar i.</translation>
    </message>
    <message>
        <source>Amounts are the sessions&apos; own, with VAT, added; statements reckon VAT once for all their sessions and have the fees of the month beside.</source>
        <translation>Beloppen är laddningarnas egna, med moms, summerade; underlag räknar momsen en gång för alla sina laddningar och har månadens avgifter bredvid.</translation>
    </message>
    <message>
        <source>First after</source>
        <translation>Första efter</translation>
    </message>
    <message>
        <source>No month of this year is over yet, or no register was read.</source>
        <translation>Ingen månad det här året är slut än, eller så har ingen mätare avlästs.</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Underlag</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Vad som visas</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Avläst</translation>
    </message>
    <message>
        <source>Last in it (kWh)</source>
        <translation>Sista i den (kWh)</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Räknade</translation>
    </message>
    <message>
        <source>All in kWh. What the register counted lies between the last readings before either end of the month. What it counted and no session has may be another use of the outlet, or a session that was never told.</source>
        <translation>Allt i kWh. Vad mätaren räknade ligger mellan de sista avläsningarna före månadens båda skiften. Vad den räknade och ingen laddning har kan vara annan användning av uttaget, eller en laddning som aldrig berättades.</translation>
    </message>
    <message>
        <source>Unknown: nothing was read before the month began or ended.</source>
        <translation>Okänt: inget avlästes innan månaden började eller slutade.</translation>
    </message>
    <message>
        <source>Fell: the register showed less at the end than at the beginning.</source>
        <translation>Föll: mätaren visade mindre vid slutet än vid början.</translation>
    </message>
    <message>
        <source>* A session ran over an end of the month.</source>
        <translation>* En laddning pågick över ett månadsskifte.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>okänt</translation>
    </message>
    <message>
        <source>fell</source>
        <translation>föll</translation>
    </message>
    <message>
        <source>Their files were not all written. %1</source>
        <translation>Alla filer blev inte skrivna. %1</translation>
    </message>
    <message>
        <source>Divide sessions at the ends of the month</source>
        <translation>Dela laddningar vid månadsskiftena</translation>
    </message>
    <message>
        <source>Otherwise a session over midnight is whole in the month it ends in. Keep to one way: nothing is counted twice, but a part may be left out where the months differ.</source>
        <translation>Annars hör en laddning över midnatt helt till den månad den slutar i. Håll dig till ett sätt: inget räknas två gånger, men en del kan bli utelämnad där månaderna skiljer sig.</translation>
    </message>
    <message>
        <source>All of them are issued.</source>
        <translation>Alla är utfärdade.</translation>
    </message>
    <message>
        <source>Nothing was charged in this year.</source>
        <translation>Inget laddades det här året.</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 laddning</translation>
    </message>
    <message>
        <source>%1 session (%2 kWh) is of none of these and stands on no statement.</source>
        <translation>%1 laddning (%2 kWh) hör inte till någon av dessa och står på inget underlag.</translation>
    </message>
</context>
<context>
    <name>CardsFile</name>
    <message>
        <source>The file is no table with a first line that names its columns.</source>
        <translation>Filen är ingen tabell med en första rad som namnger kolumnerna.</translation>
    </message>
    <message>
        <source>There is no column “%1”. The columns are: %2.</source>
        <translation>Det finns ingen kolumn ”%1”. Kolumnerna är: %2.</translation>
    </message>
    <message>
        <source>No column is called “number” or “person”.</source>
        <translation>Ingen kolumn heter ”number” eller ”person”.</translation>
    </message>
    <message>
        <source>The column “%1” stands there twice.</source>
        <translation>Kolumnen ”%1” finns två gånger.</translation>
    </message>
    <message>
        <source>Its letters cannot be read. Save the file as CSV in UTF-8.</source>
        <translation>Tecknen går inte att läsa. Spara filen som CSV i UTF-8.</translation>
    </message>
    <message>
        <source>The file is larger than any list of cards.</source>
        <translation>Filen är större än någon kortlista.</translation>
    </message>
    <message>
        <source>There are more cells than the first line has names.</source>
        <translation>Det finns fler celler än första raden har namn.</translation>
    </message>
    <message>
        <source>There is neither a card&apos;s number nor a person.</source>
        <translation>Det finns varken ett kortnummer eller en person.</translation>
    </message>
    <message>
        <source>“%1” is no card&apos;s number.</source>
        <translation>”%1” är inget kortnummer.</translation>
    </message>
    <message>
        <source>The number %1 stands in the file twice.</source>
        <translation>Numret %1 finns två gånger i filen.</translation>
    </message>
    <message>
        <source>The number %1 is another card&apos;s.</source>
        <translation>Numret %1 hör till ett annat kort.</translation>
    </message>
    <message>
        <source>“%1” is neither allowed nor blocked.</source>
        <translation>”%1” är varken allowed (tillåtet) eller blocked (spärrat).</translation>
    </message>
    <message>
        <source>“%1” is not a date, for example 2026-10-01.</source>
        <translation>”%1” är inget datum, till exempel 2026-10-01.</translation>
    </message>
    <message>
        <source>“%1” are no hours, for example mon-fri 08:00-17:00.</source>
        <translation>”%1” är inga tider, till exempel mon-fri 08:00-17:00.</translation>
    </message>
    <message>
        <source>“%1” is none of the colours %2.</source>
        <translation>”%1” är ingen av färgerna %2.</translation>
    </message>
    <message>
        <source>“%1” is neither yes nor no.</source>
        <translation>”%1” är varken yes (ja) eller no (nej).</translation>
    </message>
    <message>
        <source>“%1” is no amount.</source>
        <translation>”%1” är ingen mängd.</translation>
    </message>
    <message>
        <source>“%1” is none of warn, stop, refuse.</source>
        <translation>”%1” är inget av warn, stop, refuse.</translation>
    </message>
    <message>
        <source>“%1” is too long.</source>
        <translation>”%1” är för långt.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Rad %1: %2</translation>
    </message>
    <message>
        <source>1 card</source>
        <translation>1 kort</translation>
    </message>
    <message>
        <source>%1 cards</source>
        <translation>%1 kort</translation>
    </message>
    <message>
        <source>1 person</source>
        <translation>1 person</translation>
    </message>
    <message>
        <source>%1 people</source>
        <translation>%1 personer</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 och %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Import cards</source>
        <translation>Importera kort</translation>
    </message>
    <message>
        <source>Export cards</source>
        <translation>Exportera kort</translation>
    </message>
    <message>
        <source>Cards and people</source>
        <translation>Kort och personer</translation>
    </message>
    <message>
        <source>Everything stored of %1</source>
        <translation>Allt som sparats om %1</translation>
    </message>
    <message>
        <source>Nothing was taken in.</source>
        <translation>Ingenting importerades.</translation>
    </message>
    <message>
        <source>Everything stored of %1 is written to %2</source>
        <translation>Allt som sparats om %1 är skrivet till %2</translation>
    </message>
    <message>
        <source>Cards as CSV (*.csv)</source>
        <translation>Kort som CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alla filer (*)</translation>
    </message>
    <message>
        <source>%1 taken in.</source>
        <translation>%1 importerade.</translation>
    </message>
    <message>
        <source>%1 written to %2</source>
        <translation>%1 skrivna till %2</translation>
    </message>
    <message>
        <source>The file was not written.</source>
        <translation>Filen skrevs inte.</translation>
    </message>
    <message>
        <source>“%1” is no limit in money, for example 200 or 199.50.</source>
        <translation>”%1” är ingen gräns i pengar, till exempel 200 eller 199,50.</translation>
    </message>
    <message>
        <source>And %1 more such lines.</source>
        <translation>Och %1 sådana rader till.</translation>
    </message>
    <message>
        <source>Line %1: no charger “%2” is known yet.</source>
        <translation>Rad %1: ingen laddare ”%2” är känd ännu.</translation>
    </message>
    <message>
        <source>The cards can charge there once it is.</source>
        <translation>Korten kan ladda där när den är det.</translation>
    </message>
</context>
<context>
    <name>MoneyLimit</name>
    <message>
        <source>Money</source>
        <translation>Pengar</translation>
    </message>
    <message>
        <source>Money counts what you charge for each session, VAT included.</source>
        <translation>I pengar räknas vad du tar betalt för varje laddning, med moms.</translation>
    </message>
    <message>
        <source>Money counts what you pay for each session, VAT included.</source>
        <translation>I pengar räknas vad du betalar för varje laddning, med moms.</translation>
    </message>
    <message>
        <source>Money, %1</source>
        <translation>Pengar, %1</translation>
    </message>
    <message>
        <source>No prices are set, so a limit in money is never reached.</source>
        <translation>Inga priser är satta, så en gräns i pengar nås aldrig.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ingen gräns</translation>
    </message>
    <message>
        <source>“%1” is no limit in money. Write an amount above nothing, such as %2, or leave it empty for no limit.</source>
        <translation>”%1” är ingen gräns i pengar. Skriv ett belopp över noll, till exempel %2, eller lämna tomt för ingen gräns.</translation>
    </message>
</context>
<context>
    <name>Bill</name>
    <message>
        <source>öre</source>
        <translation>öret</translation>
    </message>
    <message>
        <source>cent</source>
        <translation>centen</translation>
    </message>
    <message>
        <source>penny</source>
        <translation>pennyn</translation>
    </message>
    <message>
        <source>That is rounding: each line may be rounded at another place.</source>
        <translation>Det är avrundning: varje rad kan vara avrundad på ett annat ställe.</translation>
    </message>
    <message>
        <source>That is rounding: bills print a mean price with few decimals.</source>
        <translation>Det är avrundning: fakturor skriver ett medelpris med få decimaler.</translation>
    </message>
    <message>
        <source>That is rounding: the bill&apos;s sum is a whole one.</source>
        <translation>Det är avrundning: fakturans summa är ett helt tal.</translation>
    </message>
    <message>
        <source>That is rounding: the bill&apos;s kWh are whole ones.</source>
        <translation>Det är avrundning: fakturans kWh är hela tal.</translation>
    </message>
    <message>
        <source>Taken as used evenly through the month: by its mean price.</source>
        <translation>Räknat som jämnt förbrukat över månaden: efter dess medelpris.</translation>
    </message>
    <message>
        <source>What the chargers took is priced when they took it, the rest as used evenly through the month.</source>
        <translation>Det laddarna tog är räknat när de tog det, resten som jämnt förbrukat över månaden.</translation>
    </message>
    <message>
        <source>The power charge is not in it: the house&apos;s power is not known.</source>
        <translation>Effektavgiften är inte med: husets effekt är inte känd.</translation>
    </message>
    <message>
        <source>What only a charging session costs is not in it.</source>
        <translation>Det som bara en laddning kostar är inte med.</translation>
    </message>
    <message>
        <source>Your prices hold for a part of that month; they were taken for all of it.</source>
        <translation>Dina priser gäller en del av den månaden; de har räknats för hela.</translation>
    </message>
    <message>
        <source>Energy, with the supplier&apos;s markup</source>
        <translation>Energi, med elhandlarens påslag</translation>
    </message>
    <message>
        <source>Transfer (grid)</source>
        <translation>Överföring (elnät)</translation>
    </message>
    <message>
        <source>Energy tax</source>
        <translation>Energiskatt</translation>
    </message>
    <message>
        <source>Monthly fees</source>
        <translation>Månadsavgifter</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>Moms</translation>
    </message>
    <message>
        <source>a transfer fee</source>
        <translation>en överföringsavgift</translation>
    </message>
    <message>
        <source>a supplier&apos;s markup</source>
        <translation>ett påslag</translation>
    </message>
    <message>
        <source>a monthly fee</source>
        <translation>en månadsavgift</translation>
    </message>
    <message>
        <source> and </source>
        <translation> och </translation>
    </message>
    <message>
        <source> or </source>
        <translation> eller </translation>
    </message>
    <message>
        <source>Import the prices of the series that your prices follow, or choose another month.</source>
        <translation>Läs in priserna i den serie som dina priser följer, eller välj en annan månad.</translation>
    </message>
    <message>
        <source>No prices are known for that month.</source>
        <translation>Inga priser är kända för den månaden.</translation>
    </message>
    <message>
        <source>They agree within %1.</source>
        <translation>De stämmer på %1 när.</translation>
    </message>
    <message>
        <source>The bill is %1 higher.</source>
        <translation>Fakturan är %1 högre.</translation>
    </message>
    <message>
        <source>The bill is %1 lower.</source>
        <translation>Fakturan är %1 lägre.</translation>
    </message>
    <message>
        <source>That is no more than the hours in which you used it can make.</source>
        <translation>Det är inte mer än vad timmarna då du använde elen kan göra.</translation>
    </message>
    <message>
        <source>That is %1 with VAT.</source>
        <translation>Det är %1 med moms.</translation>
    </message>
    <message>
        <source>The month&apos;s mean price was %1 without VAT; the bill would need %2.</source>
        <translation>Månadens medelpris var %1 utan moms; fakturan skulle kräva %2.</translation>
    </message>
    <message>
        <source>None of the usual reasons explains it.</source>
        <translation>Inget av de vanliga skälen förklarar det.</translation>
    </message>
    <message>
        <source>Then it should be %1</source>
        <translation>Då borde den vara %1</translation>
    </message>
    <message>
        <source>and agrees.</source>
        <translation>och stämmer.</translation>
    </message>
    <message>
        <source>which leaves %1.</source>
        <translation>vilket lämnar %1.</translation>
    </message>
    <message>
        <source>which leaves %1, rounding.</source>
        <translation>vilket lämnar %1, avrundning.</translation>
    </message>
    <message>
        <source>The chargers took nothing that month.</source>
        <translation>Laddarna tog ingenting den månaden.</translation>
    </message>
    <message>
        <source>The chargers alone took %1, more than the bill has: it is of another month or meter.</source>
        <translation>Bara laddarna tog %1, mer än fakturan har: den gäller en annan månad eller mätare.</translation>
    </message>
    <message>
        <source>The chargers took %1 that month.</source>
        <translation>Laddarna tog %1 den månaden.</translation>
    </message>
    <message>
        <source>The chargers took %1 of it, %2 %.</source>
        <translation>Laddarna tog %1 av det, %2 %.</translation>
    </message>
    <message>
        <source>Some of the month&apos;s prices are missing; the mean of the others stands in.</source>
        <translation>Några av månadens priser saknas; de andras medelvärde står i deras ställe.</translation>
    </message>
    <message>
        <source>The parts that you wrote lack %1 of the bill&apos;s sum.</source>
        <translation>Delarna du skrev saknar %1 av fakturans summa.</translation>
    </message>
    <message>
        <source>The parts that you wrote are %1 more than the bill&apos;s sum.</source>
        <translation>Delarna du skrev är %1 mer än fakturans summa.</translation>
    </message>
    <message>
        <source>The bill agrees to the %1.</source>
        <translation>Fakturan stämmer på %1.</translation>
    </message>
    <message>
        <source>The bill agrees exactly.</source>
        <translation>Fakturan stämmer exakt.</translation>
    </message>
    <message>
        <source>Your prices lack %1. One of %2 would explain it.</source>
        <translation>Dina priser saknar %1. En på %2 skulle förklara det.</translation>
    </message>
    <message>
        <source>Your prices lack %1. One of %2 with VAT would explain it.</source>
        <translation>Dina priser saknar %1. En på %2 med moms skulle förklara det.</translation>
    </message>
    <message>
        <source>The bill&apos;s sum may be without VAT.</source>
        <translation>Fakturans summa kan vara utan moms.</translation>
    </message>
    <message>
        <source>Your prices may be without VAT, and are kept as if they had it in them.</source>
        <translation>Dina priser kan vara utan moms, men är sparade som om de hade den i sig.</translation>
    </message>
    <message>
        <source>Your prices have no VAT; the bill may have %1 %.</source>
        <translation>Dina priser har ingen moms; fakturan kan ha %1 %.</translation>
    </message>
    <message>
        <source>The sum may be written a hundred times too large.</source>
        <translation>Summan kan vara skriven hundra gånger för stor.</translation>
    </message>
    <message>
        <source>It may be the supplier&apos;s bill alone, and the grid&apos;s comes by itself: %1.</source>
        <translation>Det kan vara bara elhandlarens faktura, och elnätets kommer för sig: %1.</translation>
    </message>
    <message>
        <source>It may be the grid&apos;s bill alone, and the supplier&apos;s comes by itself: %1.</source>
        <translation>Det kan vara bara elnätets faktura, och elhandlarens kommer för sig: %1.</translation>
    </message>
    <message>
        <source>“%1” is in your prices and may not be on the bill.</source>
        <translation>”%1” finns i dina priser men kanske inte på fakturan.</translation>
    </message>
    <message>
        <source>“%1” may stand on the bill twice.</source>
        <translation>”%1” kan stå två gånger på fakturan.</translation>
    </message>
    <message>
        <source>“%1” may be a hundred times too small in your prices.</source>
        <translation>”%1” kan vara hundra gånger för liten i dina priser.</translation>
    </message>
    <message>
        <source>“%1” may be a hundred times too large in your prices.</source>
        <translation>”%1” kan vara hundra gånger för stor i dina priser.</translation>
    </message>
    <message>
        <source>Your prices lack the energy tax, %1 with VAT that year.</source>
        <translation>Dina priser saknar energiskatten, %1 med moms det året.</translation>
    </message>
    <message>
        <source>The bill may go by your prices from %1.</source>
        <translation>Fakturan kan följa dina priser från %1.</translation>
    </message>
    <message>
        <source>The bill may be of another month, %1.</source>
        <translation>Fakturan kan gälla en annan månad, %1.</translation>
    </message>
    <message>
        <source>Your prices have a power charge, which is not in the figure. One of %1 would explain it.</source>
        <translation>Dina priser har en effektavgift, som inte är med i summan. En på %1 skulle förklara det.</translation>
    </message>
    <message>
        <source>What may be the reason</source>
        <translation>Vad det kan bero på</translation>
    </message>
    <message>
        <source>What your prices say of %1</source>
        <translation>Vad dina priser säger om %1</translation>
    </message>
    <message>
        <source>The bill&apos;s parts, with VAT</source>
        <translation>Fakturans delar, med moms</translation>
    </message>
    <message>
        <source>The bill&apos;s parts, without VAT</source>
        <translation>Fakturans delar, utan moms</translation>
    </message>
    <message>
        <source>Without VAT</source>
        <translation>Utan moms</translation>
    </message>
    <message>
        <source>Your prices say</source>
        <translation>Dina priser säger</translation>
    </message>
    <message>
        <source>The bill says</source>
        <translation>Fakturan säger</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Skillnad</translation>
    </message>
    <message>
        <source>Bill</source>
        <translation>Faktura</translation>
    </message>
    <message>
        <source>Your prices</source>
        <translation>Dina priser</translation>
    </message>
    <message>
        <source>Check against my bill</source>
        <translation>Jämför med min faktura</translation>
    </message>
    <message>
        <source>The whole household&apos;s bill, not the car&apos;s alone: the kWh and the sum as they stand on it.</source>
        <translation>Hela hushållets faktura, inte bara bilens: kWh och summa som de står på den.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Which prices</source>
        <translation>Vilka priser</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Månad</translation>
    </message>
    <message>
        <source>kWh</source>
        <translation>kWh</translation>
    </message>
    <message>
        <source>Sum to pay, %1</source>
        <translation>Att betala, %1</translation>
    </message>
    <message>
        <source>Compare its parts, too</source>
        <translation>Jämför delarna också</translation>
    </message>
    <message>
        <source>Write the kWh and the sum of the bill, and the answer stands here.</source>
        <translation>Skriv fakturans kWh och summa, så står svaret här.</translation>
    </message>
    <message>
        <source>A month has from 0 to 10 000 000 kWh.</source>
        <translation>En månad har från 0 till 10 000 000 kWh.</translation>
    </message>
    <message>
        <source>Prices for some chargers, groups or cards alone are not in it.</source>
        <translation>Priser som bara gäller vissa laddare, grupper eller brickor är inte med.</translation>
    </message>
    <message>
        <source>The hours in which you used it could make as much, but here is a reason that fits exactly.</source>
        <translation>Timmarna då du använde elen kunde göra lika mycket, men här finns ett skäl som stämmer precis.</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>Shows the driver&apos;s cost: no, this is switched off in Settings.</source>
        <translation>Visar förarens kostnad: nej, det är avstängt i Inställningar.</translation>
    </message>
    <message>
        <source>Shows the driver&apos;s cost: no, since you charge nothing.</source>
        <translation>Visar förarens kostnad: nej, eftersom du inte tar betalt.</translation>
    </message>
    <message>
        <source>Shows the driver&apos;s cost: no, there are no prices yet.</source>
        <translation>Visar förarens kostnad: nej, det finns inga priser än.</translation>
    </message>
    <message>
        <source>Shows the driver&apos;s cost: the charger was not asked yet.</source>
        <translation>Visar förarens kostnad: laddaren är inte tillfrågad än.</translation>
    </message>
    <message>
        <source>Shows the driver&apos;s cost: yes.</source>
        <translation>Visar förarens kostnad: ja.</translation>
    </message>
    <message>
        <source>Shows the driver&apos;s cost: it is told, and does not say what it shows.</source>
        <translation>Visar förarens kostnad: den får veta den, men säger inte vad den visar.</translation>
    </message>
    <message>
        <source>Shows the driver&apos;s cost: it could, but is set not to.</source>
        <translation>Visar förarens kostnad: den kan, men är inställd att låta bli.</translation>
    </message>
    <message>
        <source>Shows the driver&apos;s cost: no, it counts in %1 and your prices do not.</source>
        <translation>Visar förarens kostnad: nej, den räknar i %1 och det gör inte dina priser.</translation>
    </message>
    <message>
        <source>Shows the driver&apos;s cost: this charger cannot.</source>
        <translation>Visar förarens kostnad: den här laddaren kan inte.</translation>
    </message>
    <message>
        <source>It knows your prices, and shows them also when this computer is off.</source>
        <translation>Den känner till dina priser och visar dem även när den här datorn är avstängd.</translation>
    </message>
    <message>
        <source>It cannot be told your prices: %1</source>
        <translation>Dina priser går inte att ge den: %1</translation>
    </message>
    <message>
        <source>It did not take your prices: %1.</source>
        <translation>Den tog inte emot dina priser: %1.</translation>
    </message>
    <message>
        <source>It cannot keep prices.</source>
        <translation>Den kan inte spara priser.</translation>
    </message>
    <message>
        <source>there are more of them than it can keep</source>
        <translation>de är fler än den kan spara</translation>
    </message>
    <message>
        <source>it cannot tell times, days or amounts apart as they do</source>
        <translation>den kan inte skilja på tider, dagar eller mängder som de gör</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>inget skäl angavs</translation>
    </message>
    <message>
        <source>they follow a price series, which no charger can reckon with.</source>
        <translation>de följer en prisserie, som ingen laddare kan räkna med.</translation>
    </message>
    <message>
        <source>they depend on how much was charged before.</source>
        <translation>de beror på hur mycket som laddats tidigare.</translation>
    </message>
    <message>
        <source>a fee of the day or the month is no session&apos;s.</source>
        <translation>en avgift per dag eller månad hör inte till någon laddning.</translation>
    </message>
    <message>
        <source>a power charge is the whole month&apos;s.</source>
        <translation>en effektavgift gäller hela månaden.</translation>
    </message>
    <message>
        <source>they are others for some cards or groups.</source>
        <translation>de är andra för vissa kort eller grupper.</translation>
    </message>
    <message>
        <source>chargers know no holidays.</source>
        <translation>laddare känner inte till helgdagar.</translation>
    </message>
    <message>
        <source>they are others in some months of every year.</source>
        <translation>de är andra under vissa månader varje år.</translation>
    </message>
    <message>
        <source>their clock ignores summer time.</source>
        <translation>deras klocka bryr sig inte om sommartid.</translation>
    </message>
    <message>
        <source>a part of them has a least or a most.</source>
        <translation>en del av dem har ett minsta eller ett högsta belopp.</translation>
    </message>
    <message>
        <source>they are rounded up in steps.</source>
        <translation>de avrundas uppåt i steg.</translation>
    </message>
    <message>
        <source>their parts have different VAT.</source>
        <translation>deras delar har olika moms.</translation>
    </message>
    <message>
        <source>there are none in force today.</source>
        <translation>inga gäller i dag.</translation>
    </message>
    <message>
        <source>their conditions are more than a charger can be told.</source>
        <translation>deras villkor är fler än en laddare kan få veta.</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Slå på</translation>
    </message>
    <message>
        <source>Have this charger show what charging costs</source>
        <translation>Låt den här laddaren visa vad laddningen kostar</translation>
    </message>
    <message>
        <source>Some chargers are only set so in their maker&apos;s own app.</source>
        <translation>Vissa laddare ställs bara in så i tillverkarens egen app.</translation>
    </message>
</context>
<context>
    <name>Kind</name>
    <message>
        <source>A code the program does not know</source>
        <translation>En kod som programmet inte känner till</translation>
    </message>
    <message>
        <source>typed in at %1 %2 · %3</source>
        <translation>inknappad på %1 %2 · %3</translation>
    </message>
    <message>
        <source>typed in twice, last at %1 %2 · %3</source>
        <translation>inknappad två gånger, senast på %1 %2 · %3</translation>
    </message>
    <message>
        <source>typed in %4 times, last at %1 %2 · %3</source>
        <translation>inknappad %4 gånger, senast på %1 %2 · %3</translation>
    </message>
    <message>
        <source>An unknown code was typed in at %1</source>
        <translation>En okänd kod knappades in på %1</translation>
    </message>
    <message>
        <source>Code %2. The driver waits, %1 s left to answer.</source>
        <translation>Kod %2. Föraren väntar, %1 s kvar att svara.</translation>
    </message>
    <message>
        <source>What is this code called?</source>
        <translation>Vad heter den här koden?</translation>
    </message>
    <message>
        <source>typed in at %1</source>
        <translation>inknappad på %1</translation>
    </message>
    <message>
        <source>Code not approved</source>
        <translation>Koden godkändes inte</translation>
    </message>
    <message>
        <source>It was typed in, and is no card: whoever knows it can charge with it.</source>
        <translation>Den knappades in och är inget kort: den som kan den kan ladda med den.</translation>
    </message>
    <message>
        <source>This code is not known.</source>
        <translation>Den här koden är inte känd.</translation>
    </message>
    <message>
        <source>A car the program does not know</source>
        <translation>En bil som programmet inte känner till</translation>
    </message>
    <message>
        <source>came to %1 %2 · %3</source>
        <translation>kom till %1 %2 · %3</translation>
    </message>
    <message>
        <source>came twice, last to %1 %2 · %3</source>
        <translation>kom två gånger, senast till %1 %2 · %3</translation>
    </message>
    <message>
        <source>came %4 times, last to %1 %2 · %3</source>
        <translation>kom %4 gånger, senast till %1 %2 · %3</translation>
    </message>
    <message>
        <source>An unknown car wants to charge at %1</source>
        <translation>En okänd bil vill ladda på %1</translation>
    </message>
    <message>
        <source>Car %2. The driver waits, %1 s left to answer.</source>
        <translation>Bil %2. Föraren väntar, %1 s kvar att svara.</translation>
    </message>
    <message>
        <source>What is this car called?</source>
        <translation>Vad heter den här bilen?</translation>
    </message>
    <message>
        <source>came to %1</source>
        <translation>kom till %1</translation>
    </message>
    <message>
        <source>Car not approved</source>
        <translation>Bilen godkändes inte</translation>
    </message>
    <message>
        <source>The car said itself who it is. Once it is known it charges without a card.</source>
        <translation>Bilen sade själv vem den är. När den är känd laddar den utan kort.</translation>
    </message>
    <message>
        <source>This car is not known.</source>
        <translation>Den här bilen är inte känd.</translation>
    </message>
    <message>
        <source>A number that a charger made up</source>
        <translation>Ett nummer som en laddare hittade på</translation>
    </message>
    <message>
        <source>used at %1 %2 · %3</source>
        <translation>använt på %1 %2 · %3</translation>
    </message>
    <message>
        <source>used twice, last at %1 %2 · %3</source>
        <translation>använt två gånger, senast på %1 %2 · %3</translation>
    </message>
    <message>
        <source>used %4 times, last at %1 %2 · %3</source>
        <translation>använt %4 gånger, senast på %1 %2 · %3</translation>
    </message>
    <message>
        <source>A number that the charger made up wants to charge at %1</source>
        <translation>Ett nummer som laddaren hittade på vill ladda på %1</translation>
    </message>
    <message>
        <source>Number %2. The driver waits, %1 s left to answer.</source>
        <translation>Nummer %2. Föraren väntar, %1 s kvar att svara.</translation>
    </message>
    <message>
        <source>What is this number called?</source>
        <translation>Vad heter det här numret?</translation>
    </message>
    <message>
        <source>used at %1</source>
        <translation>använt på %1</translation>
    </message>
    <message>
        <source>Start not approved</source>
        <translation>Starten godkändes inte</translation>
    </message>
    <message>
        <source>The charger made it up, and no card has it. It may be another the next time.</source>
        <translation>Laddaren hittade på det, och inget kort har det. Nästa gång kan det vara ett annat.</translation>
    </message>
    <message>
        <source>This number is not known.</source>
        <translation>Det här numret är inte känt.</translation>
    </message>
</context>
</TS>
