import { createHash } from 'node:crypto';

const text = `
:root {
  color-scheme: light dark;
  --page: #f4f5f8; --card: #ffffff; --ink: #1b2230; --soft: #555f70; --line: #d5d9e2; --edge: #7a8496;
  --accent: #2b50a8; --on-accent: #ffffff; --accent-strong: #203f88; --tint: #e9eefb; --on-tint: #24448f;
  --notice: #fff7e0; --notice-line: #b98900; --bad: #a8201c; --bad-tint: #fdeeed;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151c; --card: #1b202a; --ink: #e9ecf2; --soft: #aab2c0; --line: #343c4b; --edge: #8790a1;
    --accent: #9db9ff; --on-accent: #0f1a36; --accent-strong: #bfd1ff; --tint: #26324f; --on-tint: #c6d5ff;
    --notice: #2b2616; --notice-line: #d7a83a; --bad: #ffaaa2; --bad-tint: #3a1f1e;
  }
}
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; background: var(--page); color: var(--ink); line-height: 1.6;
  font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; overflow-wrap: anywhere;
}
:lang(ja) {
  font-family: 'Hiragino Sans', 'Hiragino Kaku Gothic ProN', 'Noto Sans JP', 'Noto Sans CJK JP', 'BIZ UDPGothic', 'Yu Gothic UI', Meiryo,
    system-ui, sans-serif;
}
body:lang(ja) { line-height: 1.75; line-break: strict; word-break: auto-phrase; }
header, main { width: 100%; max-width: 70rem; margin: 0 auto; padding-inline: clamp(1rem, 4vw, 2rem); }
header { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding-block: 1rem; }
.provider { display: flex; gap: .6rem; align-items: center; margin: 0; font-weight: 600; color: var(--soft); }
.provider svg { flex: none; width: 1.5rem; height: 1.5rem; color: var(--accent); }
main { padding-block: .5rem 3rem; }
.narrow header, .narrow main { max-width: 38rem; }
h1 { margin: 0 0 1rem; font-size: clamp(1.6rem, 1.3rem + 1.4vw, 2.1rem); line-height: 1.3; font-weight: 700; }
h2 { margin: 0 0 .25rem; font-size: 1.125rem; line-height: 1.4; }
p { margin: 0 0 1rem; text-wrap: pretty; }
.soft { color: var(--soft); font-size: .9375rem; }
.notice { margin: 0 0 1.75rem; padding: .75rem 1rem; border-inline-start: 4px solid var(--notice-line); border-radius: 4px;
  background: var(--notice); font-size: .9375rem; }
.card { padding: clamp(1.125rem, 3vw, 1.75rem); border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
.columns { display: grid; gap: 1.5rem; align-items: start; }
.columns > * { min-width: 0; }
.side { display: grid; gap: 1.5rem; }
.people { display: grid; gap: .75rem; margin: 0; padding: 0; list-style: none; }
.people > li, .people form { display: grid; }
@media (min-width: 40rem) { .people { grid-template-columns: 1fr 1fr; } }
@media (min-width: 62rem) { .columns.two { grid-template-columns: minmax(0, 1fr) 22rem; } }
.person {
  display: grid; grid-template-columns: 2.75rem minmax(0, 1fr); gap: .875rem; align-items: start; width: 100%; height: 100%;
  padding: .875rem;
  border: 1px solid var(--edge); border-radius: 10px; background: var(--card); color: inherit; font: inherit; text-align: start;
  cursor: pointer;
}
.person:hover { border-color: var(--accent); background: var(--tint); }
.face {
  display: grid; place-items: center; width: 2.75rem; height: 2.75rem; border-radius: 50%; background: var(--tint); color: var(--on-tint);
  font-weight: 700; font-size: 1.125rem; line-height: 1;
}
.person:hover .face { background: var(--accent); color: var(--on-accent); }
.person span { display: block; }
.person .face { display: grid; }
.person .name { font-weight: 700; }
.person .address { color: var(--soft); font-size: .875rem; line-height: 1.5; word-break: normal; }
.person .note { margin-top: .25rem; font-size: .875rem; line-height: 1.6; }
.go-on { margin-bottom: 1.5rem; }
.field { margin: 0 0 1.125rem; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
.hint { margin: 0 0 .375rem; color: var(--soft); font-size: .875rem; }
input {
  width: 100%; min-height: 2.875rem; padding: .5rem .75rem; border: 1px solid var(--edge); border-radius: 8px; background: var(--card);
  color: var(--ink); font: inherit; line-height: 1.4;
}
input[aria-invalid='true'] { border: 2px solid var(--bad); }
.bad { margin: .375rem 0 0; color: var(--bad); font-size: .9375rem; font-weight: 600; }
.alert { margin: 0 0 1.25rem; padding: .75rem 1rem; border: 1px solid var(--bad); border-radius: 8px;
  background: var(--bad-tint); color: var(--bad); font-weight: 600; }
.button {
  display: inline-block; width: 100%; min-height: 2.875rem; padding: .625rem 1.25rem; border: 1px solid var(--accent); border-radius: 8px;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 700; line-height: 1.5; text-align: center;
  text-decoration: none; cursor: pointer;
}
.button:hover { border-color: var(--accent-strong); background: var(--accent-strong); }
.button.quiet { background: transparent; color: var(--accent); }
.button.quiet:hover { background: var(--tint); color: var(--accent-strong); }
a { color: var(--accent); text-underline-offset: .2em; }
a:hover { color: var(--accent-strong); }
.after { margin: 1.75rem 0 0; }
header a { flex: none; }
.after a, header a { display: inline-block; padding-block: .25rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (forced-colors: active) { .face { border: 1px solid; } }
`;

/** The stylesheet of the provider's pages; its name holds its hash, so that browsers may keep it for good. */
export const identityStyle = {
  text: text.trimStart(),
  name: `identity-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.css`,
};
