import { createHash } from 'node:crypto';
import { displayName, type User } from './directory.ts';

const STYLE = `
:root { color-scheme: light dark; --ground: #eef1f4; --card: #fff; --ink: #1c2733; --soft: #5a6876; --line: #ccd4dc; --deed: #0b5c8a; --deed-ink: #fff; --wrong: #a3231b; --wrong-ground: #fdecea; }
@media (prefers-color-scheme: dark) { :root { --ground: #11171d; --card: #1b242d; --ink: #e8edf2; --soft: #a4b1be; --line: #3a4753; --deed: #6cb8e6; --deed-ink: #0c1b26; --wrong: #ffb4ab; --wrong-ground: #43201d; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 1.5rem 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; display: flex; justify-content: center; align-items: flex-start; }
main { width: 100%; max-width: 26rem; margin-top: 4vh; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.75rem; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .25rem; font-size: 1rem; }
p { margin: 0 0 1rem; color: var(--soft); }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: 8px; }
button { width: 100%; min-height: 2.75rem; margin-top: 1.5rem; font: inherit; font-weight: 600; color: var(--deed-ink); background: var(--deed); border: 0; border-radius: 8px; cursor: pointer; }
:focus-visible { outline: 3px solid var(--deed); outline-offset: 2px; }
ul { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid var(--line); }
li a { display: block; padding: .6rem .25rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
li a:hover strong { text-decoration: underline; }
li strong { display: block; color: var(--deed); }
li span { color: var(--soft); font-size: .875rem; }
code { font-size: .875rem; }
[role=alert] { padding: .6rem .75rem; border-radius: 8px; color: var(--wrong); background: var(--wrong-ground); }
`;

/** Headers of every page here: nothing is loaded from anywhere, no script runs, nobody frames it. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // No form-action: browsers apply it to the redirects after a sign-in too, and those go to the client's address.
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
};

/** The page on which somebody signs in; `chosen` fills in one of the people, `complaint` says why the last try failed. */
export function loginPage(page: {
  users: User[];
  chosen?: User | undefined;
  typed?: string;
  complaint?: string;
}): string {
  const { chosen } = page;
  const username = page.typed ?? chosen?.alias ?? '';
  return document(
    'Sign in',
    `<h1>Sign in</h1>
<p>This page stands in for the hosted sign-in while everything runs on this machine.</p>
${page.complaint ? `<p role="alert">${escapeHtml(page.complaint)}</p>` : ''}
<form method="post">
<label for="username">User name or e-mail</label>
<input id="username" name="username" value="${escapeHtml(username)}" autocomplete="username" autocapitalize="none" spellcheck="false" required${chosen ? '' : ' autofocus'}>
<label for="password">Password</label>
<input id="password" name="password" type="password" value="${escapeHtml(chosen?.password ?? '')}" autocomplete="current-password" required>
<button type="submit"${chosen ? ' autofocus' : ''}>Sign in</button>
</form>
<h2 id="people">Who can sign in here</h2>
<p>Choose one to fill in the form.</p>
<ul aria-labelledby="people">
${page.users.map(personRow).join('\n')}
</ul>`,
  );
}

/** A page that says one thing. */
export function messagePage(title: string, text: string): string {
  return document(title, `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(text)}</p>`);
}

function personRow(user: User): string {
  const groups = user.groups.length > 0 ? user.groups.join(', ') : 'no group';
  const login = user.alias === user.sub ? (user.attributes.email ?? user.alias) : user.alias;
  return `<li><a href="?as=${encodeURIComponent(user.sub)}"><strong>${escapeHtml(displayName(user))}</strong>
<span>${escapeHtml(login)} · ${escapeHtml(groups)} · password <code>${escapeHtml(user.password)}</code></span></a></li>`;
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
