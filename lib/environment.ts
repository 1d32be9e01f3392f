/** The settings that the deployment hands to functions; the only file that reads the environment. */
const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set`);
  return value;
};

const optional = (name: string): string | undefined => process.env[name] || undefined;

/** Each setting is read when it is asked for, so that a function needs only its own. Errors: one that is missing, by name. */
export const environment = {
  tableName: () => required('TABLE_NAME'),
  leadEventsQueueUrl: () => required('LEAD_EVENTS_QUEUE_URL'),
  leadEventsDeadLetterQueueUrl: () => required('LEAD_EVENTS_DEAD_LETTER_QUEUE_URL'),
  importBucket: () => required('IMPORT_BUCKET'),
  importFilesQueueUrl: () => required('IMPORT_FILES_QUEUE_URL'),
  importChunksQueueUrl: () => required('IMPORT_CHUNKS_QUEUE_URL'),
  enrichmentQueueUrl: () => required('ENRICHMENT_QUEUE_URL'),
  /** The origin of the sample provider; there is one where Sluice runs on somebody's own machine, and nowhere else. */
  localProvider: () => optional('LOCAL_PROVIDER'),
  scoringJobsQueueUrl: () => required('SCORING_JOBS_QUEUE_URL'),
  userPoolId: () => required('USER_POOL_ID'),
  oidcIssuer: () => required('OIDC_ISSUER'),
  oidcClientId: () => required('OIDC_CLIENT_ID'),
  signOutUrl: () => optional('SIGN_OUT_URL'),
  /** The sender of mails; none where no mail is sent. */
  mailFrom: () => optional('MAIL_FROM'),
  /** The address with which links in mails begin, without a slash at the end. */
  publicUrl: () => required('PUBLIC_URL'),
  /** What the CDN adds to each request, so that its forwarded headers can be trusted. */
  cdnSecret: () => optional('CDN_SECRET'),
  /** The app clients whose tokens are taken. */
  clientIds: () => required('CLIENT_IDS').split(','),
};
