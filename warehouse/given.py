"""Reports and the lexicon's entries → the reports with whom their names mean, as `identify` tells it: no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import sounds
from warehouse.clusters import Form, cluster, edges, keys_of
from warehouse.known import Kind, Known, Named, Term, Verdict, by_name, by_office, fitting, is_full, may_be_new
from warehouse.lexicon import Entry
from warehouse.occasions import Party, Report

#: Kind, name and side: what is decided of a printed name holds wherever it is printed.
Asked = tuple[Kind, str, str | None]


def identified(reports: Sequence[Report], entries: Sequence[Entry]) -> list[Report]:
    """The reports, with the number of the person or body that each participant and each of their company means.

    Whoever stands in the lexicon is recognised by name and side; who fits nobody is a person of his own with all forms
    of his name; what the name alone does not tell, the office on the day of the report may. Analysts' decisions are in
    the warehouse only.
    """
    people = _People([_known(who, entry) for who, entry in enumerate(entries)])
    people.meet(party for report in reports for party in report.participants)
    people.show((party, _day(report)) for report in reports for party in report.participants)
    return [
        replace(
            report,
            participants=tuple(people.named(party, _day(report)) for party in report.participants),
            company=tuple(people.named(party, _day(report)) for party in report.company),
        )
        for report in reports
    ]


@dataclass(frozen=True)
class _People:
    """Those of the lexicon, and whom the reports name besides."""

    known: list[Known]
    forms: dict[Asked, Verdict] = field(default_factory=dict)
    by_part: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def meet(self, parties: Iterable[Party]) -> None:
        """Decide by their letters and sides whom printed names mean."""
        by_key: defaultdict[str, set[int]] = defaultdict(set)
        for it in self.known:
            for key in {key for spelling in it.spellings for key in keys_of(it.kind, spelling)}:
                by_key[key].add(it.who)
        for form in sorted({_form(party) for party in parties}, key=lambda it: it.key):
            near = {who for key in keys_of(form.kind, form.name) for who in by_key[key]}
            self.forms[_asked(form)] = by_name(_named(form), [self.known[who] for who in sorted(near)])
        self._found([form for form in map(_as_form, self.forms) if self._may_be_new(form)])
        for it in self.known:
            for key in {key for spelling in it.spellings for key in sounds.part_keys(spelling, weak=True)}:
                self.by_part[key].add(it.who)

    def show(self, told: Iterable[tuple[Party, date | None]]) -> None:
        """Note the offices in which reports show those whose names tell who they are."""
        shown: defaultdict[int, set[tuple[str, date]]] = defaultdict(set)
        for party, day in told:
            who = self.forms[_asked(party)].who
            if who is not None and party.office and day:
                shown[who].add((party.office, day))
        for who, offices in shown.items():
            terms = (Term(office=office, since=day, until=day, shown=True) for office, day in sorted(offices))
            self.known[who] = replace(self.known[who], terms=(*self.known[who].terms, *terms))

    def named(self, party: Party, day: date | None) -> Party:
        """The participant with whom he is."""
        verdict = self.forms[_asked(party)]
        if verdict.who is None:
            named = Named(name=party.name, kind=party.kind, country=party.country, office=party.office, day=day)
            near = verdict.candidates or {who for key in sounds.part_keys(party.name) for who in self.by_part[key]}
            verdict = by_office(named, fitting(named, [self.known[who] for who in sorted(near)]))
        return replace(party, who=verdict.who)

    def _may_be_new(self, form: Form) -> bool:
        verdict = self.forms[_asked(form)]
        return verdict.who is None and not verdict.candidates and is_full(_named(form)) and may_be_new(_named(form))

    def _found(self, forms: Sequence[Form]) -> None:
        """Make a person or body of all forms of a name that fits nobody who is given."""
        clustered = cluster(forms, edges(forms))
        whose: dict[Form, int] = {}
        for it in clustered.clusters:
            first, who = it.forms[0], len(self.known)
            country = next((form.country for form in it.forms if form.country), None)
            spellings = tuple(form.name for form in it.forms)
            self.known.append(Known(who=who, kind=first.kind, name=first.name, country=country, spellings=spellings))
            whose.update(dict.fromkeys(it.forms, who))
        for form, others in clustered.torn.items():
            between = tuple(sorted({whose[other] for other in others if other in whose}))
            self.forms[_asked(form)] = Verdict(reason="the name fits several", candidates=between)
        for form, who in whose.items():
            self.forms[_asked(form)] = Verdict(who=who, score=1.0, reason="met in reports")


def _known(who: int, entry: Entry) -> Known:
    return Known(
        who=who,
        kind=entry.kind,
        name=entry.name,
        country=entry.country,
        spellings=entry.spellings,
        terms=tuple(Term(office=office, since=since, until=until) for office, since, until in entry.terms),
    )


def _day(report: Report) -> date | None:
    """The day on which offices are asked: its own, where one is told, else that of its publication."""
    if report.days and report.days[0] == report.days[1]:
        return report.days[0]
    return report.published_on or (report.days[0] if report.days else None)


def _asked(it: Party | Form) -> Asked:
    return it.kind, it.name, it.country


def _form(party: Party) -> Form:
    return Form(alias_id=0, kind=party.kind, name=party.name, country=party.country)


def _as_form(asked: Asked) -> Form:
    kind, name, country = asked
    return Form(alias_id=0, kind=kind, name=name, country=country)


def _named(form: Form) -> Named:
    return Named(name=form.name, kind=form.kind, country=form.country)
