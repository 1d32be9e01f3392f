import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressPrefix } from '../../../lib/spam/address-prefix.ts';
import { viewerAddress } from '../../../lib/spam/viewer-address.ts';

describe('the network of an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113'],
    ['::ffff:203.0.113.7', '203.0.113'],
    ['::FFFF:203.0.113.9', '203.0.113'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['2001:0DB8:0001::9', '2001:db8:1'],
    ['2001:db8::9', '2001:db8:0'],
    ['::1', '0:0:0'],
    ['fe80::', 'fe80:0:0'],
    ['', 'unknown'],
    ['localhost', 'unknown'],
    ['203.0.113', 'unknown'],
    ['203.0.113.7:443', 'unknown'],
  ])('of %s is %s', (address, prefix) => {
    expect(addressPrefix(address)).toBe(prefix);
  });

  it('is the same for neighbours and never fails', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat({ max: 255 }), (address, last) => {
        expect(addressPrefix(address.replace(/\d+$/, String(last)))).toBe(addressPrefix(address));
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(addressPrefix(address)).toMatch(/^(?:[0-9a-f]{1,4}:){2}[0-9a-f]{1,4}$|^\d+\.\d+\.\d+$/);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => addressPrefix(text) !== ''));
  });
});

describe('the address of a viewer', () => {
  const forwarded = { 'cloudfront-viewer-address': '198.51.100.9:4711', 'x-forwarded-for': '192.0.2.1' };
  const SECRET = 'shared-with-the-cdn';

  it('is the one that the gateway saw, whatever headers say', () => {
    for (const secret of [undefined, '', 'wrong', 'shared-with-the-cdm', `${SECRET}x`]) {
      const headers = { ...forwarded, 'x-origin-secret': secret };
      expect(viewerAddress('203.0.113.7', headers, SECRET)).toBe('203.0.113.7');
    }
    expect(viewerAddress('203.0.113.7', { ...forwarded, 'x-origin-secret': '' }, '')).toBe('203.0.113.7');
    expect(viewerAddress('203.0.113.7', { ...forwarded, 'x-origin-secret': 'undefined' }, undefined)).toBe(
      '203.0.113.7',
    );
  });

  it('is the one that the CDN forwards when it proves to be the CDN', () => {
    const headers = { ...forwarded, 'x-origin-secret': SECRET };
    expect(viewerAddress('203.0.113.7', headers, SECRET)).toBe('198.51.100.9');
    const six = { ...headers, 'cloudfront-viewer-address': '2001:db8:1:2:3:4:5:6:4711' };
    expect(viewerAddress('203.0.113.7', six, SECRET)).toBe('2001:db8:1:2:3:4:5:6');
    expect(viewerAddress('203.0.113.7', { 'x-origin-secret': SECRET }, SECRET)).toBe('203.0.113.7');
  });
});
