import * as z from 'zod';

/** The parameters of a landing page that are kept; anything else in an address may be private. */
export const ATTRIBUTION_PARAMETERS = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'gclid',
  'fbclid',
  'msclkid',
] as const;

/** Where somebody came from: campaign parameters, referrer and landing page, each of bounded length. */
export const attributionSchema = z.object({
  at: z.string(),
  parameters: z.record(z.string(), z.string()),
  referrer: z.string().optional(),
  landingPage: z.string().optional(),
});
export type Attribution = z.output<typeof attributionSchema>;

const MOST_CHARACTERS = 200;

const bounded = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const text = value
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, MOST_CHARACTERS)
    .toWellFormed();
  return text === '' ? undefined : text;
};

/** An address without its query and fragment, which may hold anything; `undefined` for what is no web address. */
const bareAddress = (value: unknown): string | undefined => {
  const text = bounded(value);
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, origin, pathname } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? bounded(`${origin}${pathname}`) : undefined;
};

/** What a post says of where its visitor came from, or `undefined` when it says nothing. */
export const readAttribution = (
  posted: Readonly<Record<string, unknown>>,
  { referrer, landingPage }: { referrer: unknown; landingPage: unknown },
  at: string,
): Attribution | undefined => {
  const parameters = Object.fromEntries(
    ATTRIBUTION_PARAMETERS.flatMap((name) => {
      const value = bounded(posted[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const from = { referrer: bareAddress(referrer), landingPage: bareAddress(landingPage) };
  const isSilent = Object.keys(parameters).length === 0 && !from.referrer && !from.landingPage;
  return isSilent ? undefined : { at, parameters, ...from };
};

/** Whether a posted field is one of the kept parameters. */
export const isAttribution = (name: string): boolean => ATTRIBUTION_PARAMETERS.some((one) => one === name);
