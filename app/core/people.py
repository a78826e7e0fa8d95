"""Who charges, and what they drive: the people and vehicles that cards and sessions are of."""

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

    def find_person(self, name: str) -> Person | None:
        return next((each for each in self.people.values() if each.name.casefold() == name.casefold()), None)

    def find_vehicle(self, name: str) -> Vehicle | None:
        return next((each for each in self.vehicles.values() if each.name.casefold() == name.casefold()), None)

    def only_vehicle_of(self, person_id: int | None) -> int | None:
        """What a person with one vehicle drives; None for one with several, or none."""
        theirs = [each.id for each in self.vehicles.values() if person_id is not None and each.person_id == person_id]
        return theirs[0] if len(theirs) == 1 else None

    def person_named(self, name: str) -> Person:
        """The person of this name; a new one where there is none."""
        return self.find_person(name) or self.put_person(Person(max(self.people, default=0) + 1, name))

    def vehicle_named(self, name: str, person_id: int | None) -> Vehicle:
        """The vehicle of this name; a new one, driven by this person, where there is none."""
        return self.find_vehicle(name) or self.put_vehicle(Vehicle(0, name, person_id))

    def put_person(self, person: Person) -> Person:
        self.people[person.id] = person
        self._records.save_person(person)
        self._publish()
        return person

    def put_vehicle(self, vehicle: Vehicle) -> Vehicle:
        """Replace the vehicle of this id; 0 for a new one."""
        if not vehicle.id:
            vehicle = Vehicle(max(self.vehicles, default=0) + 1, vehicle.name, vehicle.person_id)
        self.vehicles[vehicle.id] = vehicle
        self._records.save_vehicle(vehicle)
        self._publish()
        return vehicle

    def _publish(self) -> None:
        self._changes.publish(PeopleChanged(tuple(self.people.values()), tuple(self.vehicles.values())))
