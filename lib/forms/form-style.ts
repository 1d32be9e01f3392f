/**
 * How a form looks, on its own page and on others: it takes font and colours from where it stands. A page sets `--sluice-accent`, `--sluice-on-accent`,
 * `--sluice-fault` and `--sluice-radius` to make it its own. Short, since it travels with the embed script.
 */
export const FORM_STYLE = `
.sluice{--a:var(--sluice-accent,#0e6a62);--r:var(--sluice-radius,8px);--f:var(--sluice-fault,#b3261e);font:inherit;line-height:1.45;color:inherit;text-align:start}
.sluice *{box-sizing:border-box}
.sluice [hidden],.sluice .extra{display:none}
.field{margin:0 0 1.1em;padding:0;border:0;min-width:0}
.sluice label,.sluice legend{display:block;padding:0;margin:0 0 .3em;font-weight:600}
.sluice label.tick{display:flex;gap:.6em;align-items:flex-start;font-weight:400;padding:.35em 0;white-space:pre-line}
.tick input{width:1.25em;height:1.25em;margin:.1em 0 0;flex:none;accent-color:var(--a)}
.tick span{min-width:0;overflow-wrap:anywhere}
.mark,.fault{color:var(--f)}
.field>input,.field>select,.field>textarea{display:block;width:100%;min-height:2.75em;padding:.55em .7em;font:inherit;color:inherit;background:transparent;border:1px solid color-mix(in srgb,currentColor 55%,transparent);border-radius:var(--r)}
.field>textarea{resize:vertical}
.field>select option{color:CanvasText;background:Canvas}
.sluice [aria-invalid]{border-color:var(--f);outline-color:var(--f)}
.sluice :focus-visible{outline:3px solid var(--a);outline-offset:2px}
.fault{margin:.3em 0 0;font-size:.9em}
.summary{margin:0 0 1.2em;padding:.8em 1em;border:2px solid var(--f);border-radius:var(--r)}
.summary p{margin:0 0 .3em;font-weight:600}
.summary ul{margin:0;padding:0 0 0 1.2em}
.summary a{color:inherit;overflow-wrap:anywhere}
.hint{margin:0 0 1.1em;font-size:.9em;opacity:.8}
.sluice button{min-height:2.9em;padding:.6em 1.8em;font:inherit;font-weight:600;color:var(--sluice-on-accent,#fff);background:var(--a);border:0;border-radius:var(--r);cursor:pointer}
.sluice button:disabled{opacity:.6;cursor:progress}
.outcome{white-space:pre-line}
.outcome:not(:empty){margin:1em 0 0}
@media(max-width:30em){.sluice button{width:100%}}
`.replaceAll('\n', '');

/** How the page around a form looks when the form has a page of its own. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#eef1ee;--card:#fff;--ink:#17211e;--line:#d8dfdb;--sluice-accent:#0e6a62;--sluice-on-accent:#fff;--sluice-fault:#a9261d}
@media(prefers-color-scheme:dark){:root{--ground:#101615;--card:#18201f;--ink:#e7eeec;--line:#2a3533;--sluice-accent:#63cabd;--sluice-on-accent:#06211d;--sluice-fault:#ff9b92}}
body{margin:0;min-height:100vh;padding:1.5rem 1rem;box-sizing:border-box;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;-webkit-text-size-adjust:100%}
main{box-sizing:border-box;max-width:34rem;margin:4vh auto 0;padding:1.75rem;background:var(--card);border:1px solid var(--line);border-radius:12px}
h1{margin:0 0 1.25rem;font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}
main>p{margin:0 0 1rem;white-space:pre-line;overflow-wrap:anywhere}
main>p:last-child{margin:0}
main>p a{color:var(--sluice-accent)}
@media(max-width:30em){body{padding:0}main{margin:0;min-height:100vh;border:0;border-radius:0;padding:1.25rem}}
`.replaceAll('\n', '');
