import type { Form } from '../forms/form.ts';
import type { Suspicion } from './suspicion.ts';

/** Which suspicions hold under the form's settings of today. Limits and missing proofs were matters of a moment's pressure, which is over. */
export const stillSuspect = (suspicions: readonly Suspicion[], { spam }: Pick<Form, 'spam'>): Suspicion[] =>
  suspicions.filter((suspicion) => {
    switch (suspicion) {
      case 'form-limit':
      case 'address-limit':
        return false;
      case 'no-proof':
        return spam.proofOfWork === 'always';
      case 'no-token':
        return spam.tokenRequired;
      case 'too-fast':
        return spam.minimumSeconds > 0;
      default:
        return true;
    }
  });
