import { Lexer, Source, TokenKind } from 'graphql';

/** How many tokens a text has; where more than `atMost`, that and one, or null where it has a sign that is none. */
export function tokensIn(text: string, atMost: number): number | null {
  const lexer = new Lexer(new Source(text));
  try {
    for (let count = 0; ; count++) if (count > atMost || lexer.advance().kind === TokenKind.EOF) return count;
  } catch {
    return null;
  }
}

/** Whether one name opens more than so many selections of a text: that of a field, or of the type of a fragment. Arguments open none. */
export function isRepeated(text: string, atMost: number): boolean {
  // what has no more braces than that, as nearly every text, need not be looked at
  if (text.split('{', atMost + 2).length - 1 <= atMost) return false;
  const lexer = new Lexer(new Source(text));
  const opened = new Map<string, number>();
  let [name, before, parentheses] = ['', '', 0];
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      if (token.kind === TokenKind.PAREN_L) parentheses++;
      else if (token.kind === TokenKind.PAREN_R) parentheses--;
      else if (parentheses === 0) {
        if (token.kind === TokenKind.NAME && before !== TokenKind.AT) name = token.value;
        if (token.kind === TokenKind.SPREAD) name = '';
        if (token.kind === TokenKind.BRACE_L) {
          const count = (opened.get(name) ?? 0) + 1;
          if (count > atMost) return true;
          opened.set(name, count);
        }
      }
      before = token.kind;
    }
  } catch {
    // what has a sign that is none is not looked at any further
  }
  return false;
}
