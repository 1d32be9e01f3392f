import { describe, expect, it } from 'vitest';
import { decodeFaults, encodeFaults } from '../../../lib/forms/faults.ts';

describe('faults in an address', () => {
  it('come back as the errors that they were', () => {
    const errors = [
      { path: 'email', message: 'must be an e-mail address' },
      { path: 'source.page', message: 'is needed' },
      { path: 'consent.terms', message: 'is needed' },
      { path: 'plan', message: 'is none of the choices' },
    ];
    const text = encodeFaults(errors);
    expect(text).toBe('email:email,source.page:needed,consent.terms:needed,plan:choice');
    expect(decodeFaults(text)).toEqual(errors);
  });

  it('say in our words what a schema says in its own', () => {
    const text = encodeFaults([
      { path: 'email', message: 'Invalid email address' },
      { path: 'story', message: 'Too big: expected string to have <=4000 characters' },
    ]);
    expect(decodeFaults(text).map(({ message }) => message)).toEqual(['must be an e-mail address', 'is too long']);
  });

  it('never carry what was typed, not even in an unplanned message', () => {
    const text = encodeFaults([{ path: 'email', message: 'cannot take ada@example.com' }]);
    expect(text).toBe('email:wrong');
  });

  it('are left out where they are no fields and codes', () => {
    expect(decodeFaults('')).toEqual([]);
    expect(decodeFaults('email,email:,:needed,email:toString,email:nonsense,<b>:needed,plan:choice')).toEqual([
      { path: 'plan', message: 'is none of the choices' },
    ]);
    expect(encodeFaults([{ path: 'a,b:c', message: 'is needed' }])).toBe('');
  });

  it('stay short enough for an address, with as many as fit', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      path: `${'f'.repeat(55)}${index}`,
      message: 'is needed',
    }));
    const text = encodeFaults(many);
    expect(text.length).toBeLessThanOrEqual(1500);
    expect(decodeFaults(text).length).toBeGreaterThan(20);
  });
});
