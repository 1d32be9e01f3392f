import { identity } from './identity.ts';

/** The addresses that resources get on this machine; asked for only when a template refers to them. */
export interface LocalAddresses {
  sqs(): string;
  /** OIDC issuer of the user pool. */
  issuer(): string;
  /** Origin of the user pool's hosted pages. */
  signInDomain(): string;
  api(apiId: string): string;
}

const suffix = identity.urlSuffix.replace('.', '\\.');
const apiAddress = new RegExp(`https://([a-z0-9]+)\\.execute-api\\.${identity.region}\\.${suffix}`, 'g');
const issuerAddress = new RegExp(`https://cognito-idp\\.${identity.region}\\.${suffix}/${identity.region}_\\w+`, 'g');
const domainAddress = new RegExp(`https://[a-z0-9-]+\\.auth\\.${identity.region}\\.amazoncognito\\.com`, 'g');

/** Replaces, in all texts of a resolved value, the addresses that templates put together by themselves for the cloud. */
export function localize(value: unknown, addresses: LocalAddresses): unknown {
  if (typeof value === 'string') {
    if (!value.includes('https://')) return value;
    return value
      .replace(apiAddress, (_, apiId: string) => addresses.api(apiId))
      .replace(issuerAddress, () => addresses.issuer())
      .replace(domainAddress, () => addresses.signInDomain());
  }
  if (Array.isArray(value)) return value.map((item) => localize(item, addresses));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, localize(item, addresses)]));
}
