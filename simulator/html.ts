/** The frame of every page here, and text made safe for it. No script: a person without scripts must get through. */

/** Text for HTML and for quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const style = `
:root{color-scheme:light dark;--paper:#f4f6fa;--sheet:#fff;--ink:#1b2433;--soft:#4a5568;--line:#8a94a6;--deep:#1f3a6e;--on-deep:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#10151d;--sheet:#1a212c;--ink:#eef2f8;--soft:#b6c0d0;--line:#77839a;--deep:#a9c4ff;--on-deep:#0e1726}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
.ribbon{margin:0;padding:.6rem 1rem;background:#5c1a00;color:#fff;text-align:center;font-weight:600}
main{max-width:40rem;margin:1.5rem auto;padding:1.25rem;background:var(--sheet);border-top:4px solid var(--deep)}
@media (min-width:40rem){main{padding:2rem}}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:1.25rem 0;padding:.75rem 1rem;min-width:0}
legend{font-weight:600;padding:0 .35rem}
.row{display:flex;gap:.75rem;align-items:flex-start;min-height:2.75rem;padding:.5rem 0}
.row input{inline-size:1.5rem;block-size:1.5rem;flex:none;margin:0}
.row small,.soft{color:var(--soft);display:block}
.actions{display:grid;gap:.75rem;margin:1.25rem 0;grid-template-columns:repeat(auto-fit,minmax(min(100%,11rem),1fr))}
button,select{font:inherit;min-height:2.75rem;padding:.5rem .9rem;border-radius:.5rem;border:2px solid var(--deep);background:var(--sheet);color:var(--ink);max-width:100%}
button{cursor:pointer;font-weight:600}
button.main{background:var(--deep);color:var(--on-deep)}
:focus-visible{outline:3px solid var(--deep);outline-offset:2px}
details{border-top:1px solid var(--line);margin-top:1.5rem;padding-top:.75rem}
summary{cursor:pointer;min-height:2.75rem;padding:.5rem 0;font-weight:600}
label.pick{display:block;margin:.75rem 0 .25rem}
select{width:100%}
code{font-size:.95rem}
a{color:var(--deep)}
dl{margin:1rem 0}dt{font-weight:600}dd{margin:0 0 .5rem}
`

/** A whole page. `title` and `body` are HTML already made safe; `__NONCE__` is replaced when it is sent. */
export const framePage = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} (simulator)</title><style nonce="__NONCE__">${style}</style></head>
<body><header><p class="ribbon">Simulator: not the real DigiLocker. Use made-up answers only.</p></header>
<main><h1>${title}</h1>${body}</main></body></html>
`
