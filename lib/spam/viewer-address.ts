import { timingSafeEqual } from 'node:crypto';

type Headers = Readonly<Record<string, string | undefined>>;

const isSame = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * The viewer's address: the one from which the gateway got the request, or, behind the CDN, the one that it forwards. Anybody can send a forwarded
 * header, so it counts only together with the secret that the CDN adds (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html).
 */
export const viewerAddress = (sourceIp: string, headers: Headers, cdnSecret: string | undefined): string => {
  const secret = headers['x-origin-secret'];
  if (!cdnSecret || !secret || !isSame(secret, cdnSecret)) return sourceIp;
  // CloudFront's own header ends in the port (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html).
  return headers['cloudfront-viewer-address']?.replace(/:\d+$/, '') ?? sourceIp;
};
