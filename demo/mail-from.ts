/** Whom mails of a local run are from: an address that nobody can have (RFC 2606), since nothing leaves the machine. */
export const MAIL_FROM = 'sluice@sluice.example';
