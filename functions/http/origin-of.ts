type Headers = Readonly<Record<string, string | undefined>>;

/** The origin under which the gateway was asked: it sets both headers itself, the scheme too. */
export const originOf = ({ host = 'localhost', 'x-forwarded-proto': scheme }: Headers): string =>
  `${scheme === 'http' ? 'http' : 'https'}://${host}`;
