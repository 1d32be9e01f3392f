import { PEOPLE } from './people.ts';
import { dataDirectory, findRunning } from './running.ts';
import { accessTokenOf } from './sign-in.ts';

/** Prints an access token: `npm run -s token -- <role or username>`. */
const main = async (): Promise<void> => {
  const wanted = process.argv[2];
  const person = PEOPLE.find(({ username, groups }) => username === wanted || groups.includes(wanted ?? ''));
  if (!person) {
    const names = PEOPLE.map(({ username, groups }) => `${groups.join(', ')} (${username})`).join(', ');
    throw new Error(`Say for whom: npm run -s token -- <role or username>. There are ${names}.`);
  }
  process.stdout.write(`${await accessTokenOf(findRunning(dataDirectory()), person)}\n`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
