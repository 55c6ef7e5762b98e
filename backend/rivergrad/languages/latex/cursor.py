"""A place in a row of tokens, from which they are taken one by one."""

from __future__ import annotations

from rivergrad.languages.latex.tokens import Token


class Cursor:
    """Reads `tokens`. At their end it gives a token of kind "nothing", at the offset `end`."""

    def __init__(self, tokens: tuple[Token, ...], end: int) -> None:
        self._tokens = [token for token in tokens if token.kind != "end"]
        self._at = 0
        self._nothing = Token("nothing", "", end, end)

    @property
    def next(self) -> Token:
        """The token to be taken next."""
        return self._tokens[self._at] if self._at < len(self._tokens) else self._nothing

    @property
    def after(self) -> Token:
        """The token after the next one."""
        follows = self._at + 1
        return self._tokens[follows] if follows < len(self._tokens) else self._nothing

    @property
    def before(self) -> Token:
        """The token that was taken last."""
        return self._tokens[self._at - 1] if self._at else self._nothing

    def copy(self) -> Cursor:
        """Another cursor at the same place."""
        other = Cursor((), self._nothing.end)
        other._tokens, other._at = self._tokens.copy(), self._at
        return other

    def take(self) -> Token:
        token = self.next
        self._at += 1
        return token

    def sees(self, *signs: str) -> bool:
        """Whether the next token is one of these signs."""
        token = self.next
        return token.kind == "sign" and token.text in signs

    def split(self) -> None:
        """Makes single letters of the next token, a run of them."""
        token = self.next
        letters = [
            Token("letters", letter, *_letter_span(token, offset))
            for offset, letter in enumerate(token.text)
        ]
        self._tokens[self._at : self._at + 1] = letters

    def fence(self, text: str) -> bool:
        """Whether the next token closes a bracket that `text` closes."""
        token = self.next
        return token.kind in ("close", "fence") and token.text == text


def _letter_span(token: Token, offset: int) -> tuple[int, int]:
    """Where a letter of a run stands; one character may have become two letters."""
    last = token.end - 1
    return min(token.start + offset, last), min(token.start + offset, last) + 1
