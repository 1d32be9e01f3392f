/**
 * Somebody who can sign in on this machine with a password. `sub` is the subject of their tokens; `username` is what they type
 * (or their e-mail address).
 */
export interface Person {
  sub: string;
  username: string;
  email: string;
  name: string;
  password: string;
  groups: string[];
}
