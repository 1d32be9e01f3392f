import type { GatewayResponse } from '../gateway/response.ts';
import type { KeptMail, Mailbox } from './mailbox.ts';

const style = `
:root { color-scheme: light dark; --ground: #eef1f4; --card: #fff; --ink: #1c2733; --soft: #5a6876; --line: #ccd4dc; --deed: #0b5c8a; }
@media (prefers-color-scheme: dark) { :root { --ground: #11171d; --card: #1b242d; --ink: #e8edf2; --soft: #a4b1be; --line: #3a4753; --deed: #6cb8e6; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 1.5rem 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 48rem; margin: 2vh auto 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.75rem; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
p, dd { margin: 0; color: var(--soft); overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { font-weight: 600; }
a { color: var(--deed); }
:focus-visible { outline: 3px solid var(--deed); outline-offset: 2px; }
ul { list-style: none; margin: 1rem 0 0; padding: 0; }
li { border-top: 1px solid var(--line); }
li a { display: block; padding: .6rem .25rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
li a:hover strong { text-decoration: underline; }
li strong { display: block; color: var(--deed); }
li span { color: var(--soft); font-size: .875rem; }
pre { margin: .5rem 0 0; padding: 1rem; border: 1px solid var(--line); border-radius: 8px; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: 28rem; margin-top: .5rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
`;

// No script runs and nothing is fetched; a mail inside its frame has the same policy, and brings styles of its own.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

/** Where the mails of a run can be read, on the port of its first API. */
export const mailPath = '/_local/mail';

function page(statusCode: number, title: string, content: string): GatewayResponse {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  return { statusCode, headers, body };
}

const moment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

function listPage(mails: readonly KeptMail[]): GatewayResponse {
  const rows = mails.map(
    ({ id, subject, to, sentAt }) =>
      `<li><a href="${mailPath}/${id}"><strong>${escapeHtml(subject)}</strong>
<span>to ${escapeHtml(to.join(', '))} · <time datetime="${sentAt}">${moment(sentAt)}</time></span></a></li>`,
  );
  const list =
    rows.length > 0 ? `<ul>\n${rows.join('\n')}\n</ul>` : '<p>There is none so far. Reload the page to look again.</p>';
  return page(
    200,
    'Mail',
    `<h1>Mail</h1>\n<p>What was sent while everything runs on this machine. None of it went out.</p>\n${list}`,
  );
}

/** Links end where a sentence goes on. */
const linkPattern = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

/** Text with its links to be clicked. */
function linked(text: string): string {
  let written = '';
  let end = 0;
  for (const match of text.matchAll(linkPattern)) {
    const link = escapeHtml(match[0]);
    written += `${escapeHtml(text.slice(end, match.index))}<a href="${link}" target="_blank" rel="noopener noreferrer">${link}</a>`;
    end = match.index + match[0].length;
  }
  return written + escapeHtml(text.slice(end));
}

function mailPage(mail: KeptMail): GatewayResponse {
  const { from, to, cc, bcc, replyTo, subject, sentAt, text, html } = mail;
  const heads = Object.entries({ From: [from], To: to, Cc: cc, Bcc: bcc, 'Reply to': replyTo, Sent: [moment(sentAt)] });
  const rows = heads.flatMap(([name, values]) =>
    values.length > 0 ? [`<dt>${name}</dt><dd>${escapeHtml(values.join(', '))}</dd>`] : [],
  );
  // The frame runs no script; what is clicked in it opens in a window of its own, outside the sandbox.
  const frame = `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail as HTML" srcdoc="${escapeHtml(`<base target="_blank">${html ?? ''}`)}"></iframe>`;
  return page(
    200,
    subject,
    [
      `<p><a href="${mailPath}">All mail</a></p>`,
      `<h1>${escapeHtml(subject)}</h1>`,
      `<dl>${rows.join('\n')}</dl>`,
      ...(text === undefined ? [] : [`<h2>As text</h2>\n<pre>${linked(text)}</pre>`]),
      ...(html === undefined ? [] : [`<h2>As HTML</h2>\n${frame}`]),
    ].join('\n'),
  );
}

/** Gives what answers requests for the mail pages; undefined for every other path. */
export function createMailPages(mailbox: Mailbox): (method: string, path: string) => GatewayResponse | undefined {
  return (method, path) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    if (path === mailPath || path === `${mailPath}/`) return listPage(mailbox.list());
    if (!path.startsWith(`${mailPath}/`)) return undefined;
    const mail = mailbox.find(path.slice(mailPath.length + 1));
    return mail === undefined
      ? page(404, 'No such mail', `<h1>No such mail</h1>\n<p><a href="${mailPath}">All mail</a></p>`)
      : mailPage(mail);
  };
}
