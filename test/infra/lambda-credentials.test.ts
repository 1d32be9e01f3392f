import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../infra/lambda-credentials.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the credentials of a function', () => {
  it('are those that Lambda put into the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');
    expect(await defaultProvider()()).toEqual({ accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' });
  });

  it('are asked for by name when they are missing', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expect(defaultProvider()()).rejects.toThrow('AWS_ACCESS_KEY_ID');
  });
});
