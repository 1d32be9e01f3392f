import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { readText, sendMessage, sendPage } from './answers.ts';
import type { Directory, User } from './directory.ts';
import { loginPage } from './login-page.ts';

/** Shows the sign-in form of an authorization that is under way, and takes it: the password is checked, nothing else is asked. */
export async function handleLogin(
  incoming: IncomingMessage,
  answer: ServerResponse,
  provider: Provider,
  directory: Directory,
): Promise<void> {
  const prompt = await pendingPrompt(incoming, answer, provider);
  if (prompt === undefined) {
    sendMessage(answer, 400, 'This sign-in is over', 'Go back to the application and sign in again.');
    return;
  }
  if (prompt !== 'login') {
    // Nobody is asked for consent to the pool's own clients, even when a client asks for the question.
    await provider.interactionFinished(incoming, answer, { consent: {} });
    return;
  }
  const users = directory.all().filter((user) => user.enabled);
  if (incoming.method !== 'POST') {
    const chosen = new URL(incoming.url ?? '', 'http://localhost').searchParams.get('as');
    sendPage(answer, 200, loginPage({ users, chosen: users.find((user) => user.sub === chosen) }));
    return;
  }
  const form = new URLSearchParams(await readText(incoming));
  const typed = form.get('username') ?? '';
  const user = directory.find(typed);
  if (user === undefined || user.password !== form.get('password')) {
    sendPage(answer, 401, loginPage({ users, typed, complaint: 'Incorrect user name or password.' }));
    return;
  }
  if (!user.enabled) {
    sendPage(answer, 401, loginPage({ users, typed, complaint: 'This user is disabled.' }));
    return;
  }
  confirm(directory, user);
  await provider.interactionFinished(incoming, answer, { login: { accountId: user.sub } });
}

async function pendingPrompt(
  incoming: IncomingMessage,
  answer: ServerResponse,
  provider: Provider,
): Promise<string | undefined> {
  try {
    return (await provider.interactionDetails(incoming, answer)).prompt.name;
  } catch (error) {
    // An old tab or a page opened by hand: its session is gone, which the page says.
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

// With Cognito the first sign-in ends with a new password. Here the local one stays, because the page shows it anyway.
function confirm(directory: Directory, user: User): void {
  if (user.status !== 'CONFIRMED') directory.change(user, { status: 'CONFIRMED' });
}
