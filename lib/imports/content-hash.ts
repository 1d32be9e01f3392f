import { createHash, type Hash } from 'node:crypto';
import { PART_SIZE } from './import-contract.ts';

/** Computes the hash of a file's content as the client does: SHA-256 over the SHA-256 of each part of 8 MiB, in hexadecimal digits. */
export const startContentHash = () => {
  const whole = createHash('sha256');
  let part: Hash | undefined;
  let filled = 0;
  const endPart = () => {
    if (part) whole.update(part.digest());
    part = undefined;
    filled = 0;
  };
  return {
    push: (bytes: Uint8Array): void => {
      for (let at = 0; at < bytes.length; ) {
        const piece = bytes.subarray(at, at + PART_SIZE - filled);
        part ??= createHash('sha256');
        part.update(piece);
        filled += piece.length;
        at += piece.length;
        if (filled === PART_SIZE) endPart();
      }
    },
    digest: (): string => {
      endPart();
      return whole.digest('hex');
    },
  };
};
