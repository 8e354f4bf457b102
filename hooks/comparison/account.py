"""What the article says of a fact, in full sentences: a comparison in, accounts of its facts out."""

from __future__ import annotations

from .messages import Messages
from .model import NOT_MENTIONED, STATED, Comparison, Fact, Role


class Account:
    """Says in full sentences what the article says of a fact."""

    def __init__(self, comparison: Comparison, say: Messages):
        self.comparison = comparison
        self.say = say

    def where(self, fact: Fact, role: Role) -> str:
        """Return the paragraphs that speak of a role on a fact, such as "paragraphs 5 and 8"."""
        numbers = sorted({claim.number for claim in self.comparison.claims_of(fact, role)})
        if len(numbers) == 1:
            return self.say("paragraph.one", number=numbers[0])
        return self.say("paragraph.many", numbers=self.say.joined([*map(str, numbers)]))

    def of(self, fact: Fact, first: str = "") -> str:
        """Return the article's account of a fact, the role with the id `first` leading."""
        lead, *others = sorted(self.comparison.roles, key=lambda role: role.id != first)
        clauses = self.say("account.join").join(
            [self._clause(fact, lead, ""),
             *(self._clause(fact, role, "-also" if fact.stances[role.id] == fact.stances[lead.id] else "-too") for role in others)])
        account = self.say("account.sentence", clauses=clauses)
        return account + (self._not_a_no(fact, first) if first else "")

    def of_one(self, fact: Fact, role: Role) -> str:
        """Return the article's account of a fact as far as it speaks of one role."""
        account = self.say("account.sentence", clauses=self._clause(fact, role, ""))
        return account + self._not_a_no(fact, role.id)

    def _not_a_no(self, fact: Fact, role: str) -> str:
        return " " + self.say("account.not-a-no") if fact.stances[role] == NOT_MENTIONED else ""

    def _clause(self, fact: Fact, role: Role, suffix: str) -> str:
        stance = fact.stances[role.id]
        if stance == NOT_MENTIONED:
            return self.say(f"account.silent{suffix}", role=role.plural, phrase=fact.phrase)
        key = "account.stated" if stance == STATED else "account.denied"
        return self.say(key + suffix, role=role.plural, phrase=fact.phrase, where=self.where(fact, role))
