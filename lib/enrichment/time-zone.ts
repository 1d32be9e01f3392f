/// <reference lib="esnext.intl" />

/** The time of a country: where it has several zones, from the one furthest behind to the one furthest ahead. */
export interface CountryTime {
  readonly country: string;
  /** IANA names. */
  readonly zones: string[];
  /** Minutes ahead of UTC at the moment. */
  readonly offset: { readonly from: number; readonly to: number };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes ahead of UTC, from a text such as `GMT+05:30`, or `GMT` alone. */
const minutesOf = (offset: string): number => {
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

const offsetOf = (timeZone: string, now: number): number => {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return minutesOf(format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '');
};

/** The time of a country (ISO 3166) at a moment in milliseconds, by the time zone tables of the runtime; `undefined` for a country that they do not have. */
export const timeOfCountry = (country: string | null | undefined, now: number): CountryTime | undefined => {
  const zones = country ? new Intl.Locale(`und-${country}`).getTimeZones() : undefined;
  if (!country || !zones || zones.length === 0) return undefined;
  const offsets = zones.map((zone) => offsetOf(zone, now));
  return { country, zones, offset: { from: Math.min(...offsets), to: Math.max(...offsets) } };
};
