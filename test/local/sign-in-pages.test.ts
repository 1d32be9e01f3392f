import { describe, expect, it, vi } from 'vitest';
import type { SignIn } from '../../local/sign-in/sign-in.ts';
import { ann, redirectUri, refresh, SignInFolder, signInAs, verify } from './sign-in-folder.ts';

const folder = new SignInFolder();

describe('signing in', () => {
  it.each(['ann', 'ANN@example.test', ann.sub])('takes %s as the name of the same person', async (username) => {
    const signIn = await folder.start();
    const { access_token } = await signInAs(signIn, { username });
    expect((await verify(signIn, access_token, null)).sub).toBe(ann.sub);
  });

  it('refuses a wrong password and an unknown name with the same words', async () => {
    const signIn = await folder.start();
    const words = 'Incorrect user name or password. (HTTP 401)';
    await expect(signInAs(signIn, { password: 'wrong' })).rejects.toThrow(words);
    await expect(signInAs(signIn, { username: 'nobody' })).rejects.toThrow(words);
  });

  it('sends nobody to an address that is neither declared nor on this machine', async () => {
    const signIn = await folder.start();
    await expect(signInAs(signIn, { redirectUri: 'https://elsewhere.test/' })).rejects.toThrow(/redirect_uri/);
    await expect(signInAs(signIn, { redirectUri: 'http://127.0.0.1.elsewhere.test/' })).rejects.toThrow(/redirect_uri/);
    const declared = await signInAs(signIn, { redirectUri: 'https://app.example.test/signed-in' });
    expect(declared.access_token).toBeTruthy();
  });

  it('shows a page that names who can sign in, escapes what they are called, and loads nothing', async () => {
    const signIn = await folder.start();
    const { page, html } = await openLogin(signIn);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('Ann &lt;b&gt;Bold&lt;/b&gt;');
    expect(html).toContain('Olive Owner');
    expect(html).not.toContain('<b>Bold');
    expect(html).not.toMatch(/<script|<link|https?:\/\//);
    expect(html).toContain('name="viewport"');
  });

  it('fills in the form for the person that was chosen', async () => {
    const signIn = await folder.start();
    const { page, cookie } = await openLogin(signIn);
    const html = await (await fetch(`${page.url}?as=${ann.sub}`, { headers: { cookie } })).text();
    expect(html).toContain('name="username" value="ann"');
    expect(html).toContain(`value="${ann.password}"`);
  });

  it('says so when the sign-in is no longer under way', async () => {
    const signIn = await folder.start();
    const answer = await fetch(`${signIn.issuer}/login/long-gone`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This sign-in is over');
  });

  it('lets the user of the template in with the local password and their groups', async () => {
    const signIn = await folder.start();
    const { access_token } = await signInAs(signIn, { username: 'owner@example.test', password: 'Local-pass-1' });
    const claims = await verify(signIn, access_token, null);
    expect(claims['cognito:groups']).toEqual(['boss']);
    expect(claims.username).toBe(claims.sub);
  });

  it('works through the paths of the hosted pages too', async () => {
    const signIn = await folder.start();
    const answer = await fetch(`${signIn.domain}/oauth2/token`, { method: 'POST', body: new URLSearchParams({}) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toHaveProperty('error');
  });

  it('prints nothing', async () => {
    const said = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    const signIn = await folder.start();
    const { refresh_token } = await signInAs(signIn);
    await refresh(signIn, refresh_token);
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
  });
});

describe('signing out', () => {
  it.each([
    ['Cognito', { client_id: 'client1', logout_uri: 'https://app.example.test/bye' }],
    ['OpenID', { client_id: 'client1', post_logout_redirect_uri: 'https://app.example.test/bye' }],
  ])('in the form of %s ends the session in the browser and goes to the declared address', async (_form, asked) => {
    const signIn = await folder.start();
    const { cookie, authorize } = await signInWithBrowser(signIn);
    const silent = () => fetch(`${authorize}&prompt=none`, { redirect: 'manual', headers: { cookie } });
    expect((await silent()).headers.get('location')).toContain('code=');

    const out = await fetch(`${signIn.domain}/logout?${new URLSearchParams(asked)}`, {
      redirect: 'manual',
      headers: { cookie },
    });
    expect(out.status).toBe(302);
    expect(out.headers.get('location')).toBe('https://app.example.test/bye');
    expect((await silent()).headers.get('location')).toContain('error=login_required');
  });

  it('refuses an address that is not declared', async () => {
    const signIn = await folder.start();
    const asked = new URLSearchParams({ client_id: 'client1', logout_uri: 'https://elsewhere.test/' });
    expect((await fetch(`${signIn.domain}/logout?${asked}`, { redirect: 'manual' })).status).toBe(400);
  });
});

function authorizeUrl(signIn: SignIn): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'client1',
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  return `${signIn.issuer}/oauth2/authorize?${query}`;
}

async function openLogin(signIn: SignIn) {
  const start = await fetch(authorizeUrl(signIn), { redirect: 'manual' });
  const cookie = cookiesOf(start);
  const page = await fetch(new URL(start.headers.get('location') ?? '', signIn.issuer), { headers: { cookie } });
  return { page, cookie, html: await page.text() };
}

async function signInWithBrowser(signIn: SignIn) {
  const { page, cookie } = await openLogin(signIn);
  const posted = await fetch(page.url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams({ username: 'ann', password: ann.password }),
  });
  const resumed = await fetch(new URL(posted.headers.get('location') ?? '', signIn.issuer), {
    redirect: 'manual',
    headers: { cookie },
  });
  return { cookie: cookiesOf(resumed), authorize: authorizeUrl(signIn) };
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
