import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RESERVED_FIELDS } from '../../../lib/spam/reserved-fields.ts';
import { openShowing } from '../../../web/embed/showing.ts';

const ADDRESS = 'https://forms.example/v1/forms/whitepaper/shown';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('what the server says of a form that is shown', () => {
  const fetched = vi.fn<(address: string) => Promise<Response>>();
  let count = 0;

  beforeEach(() => {
    count = 0;
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.stubGlobal('fetch', fetched);
    fetched.mockReset().mockImplementation(async () => {
      count += 1;
      return Response.json({ shown: `token-${count}`, proofOfWork: null });
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const open = (given?: string) => openShowing(ADDRESS, RESERVED_FIELDS, given);

  it('is asked once, however often the form is touched', async () => {
    const showing = open();
    await Promise.all([showing.look(), showing.look()]);
    await showing.look();
    expect(await showing.marks()).toEqual({ _shown: 'token-1' });
    expect(fetched.mock.calls.map(([address]) => address)).toEqual([ADDRESS]);
  });

  it('keeps the time that stood in the page', async () => {
    const showing = open('from-the-page');
    await showing.look();
    expect(await showing.marks()).toEqual({ _shown: 'from-the-page' });
  });

  it('is asked again for work a minute later, and keeps the time', async () => {
    const showing = open();
    await showing.look();
    vi.setSystemTime(Date.now() + 2 * MINUTE);
    expect(await showing.marks()).toEqual({ _shown: 'token-1' });
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('is renewed when somebody comes back half a day later', async () => {
    const showing = open();
    await showing.look();
    vi.setSystemTime(Date.now() + 13 * HOUR);
    await showing.look();
    expect(await showing.marks()).toEqual({ _shown: 'token-2' });
  });

  it('is done without when the server is out of reach, and asked for again at the next touch', async () => {
    fetched.mockRejectedValueOnce(new TypeError('offline')).mockResolvedValueOnce(new Response('', { status: 503 }));
    const showing = open();
    await showing.look();
    expect(await showing.marks()).toEqual({});
    await showing.look();
    expect(await showing.marks()).toEqual({ _shown: expect.stringContaining('token') });
  });
});
