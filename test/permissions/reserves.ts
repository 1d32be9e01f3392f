import type { Reserve } from './permission-check.ts';

/** The permissions that no function's own call uses. Each has a reason that a reader accepts. */
export const RESERVES: readonly Reserve[] = [
  {
    within: '',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason: 'Lambda itself writes the log, in the name of the role; the functions only print.',
  },
  ...['LeadEvents', 'Enrichment', 'Imports/ImportFiles', 'Imports/ImportChunks', 'ScoringJobs'].map((worker) => ({
    within: `SluiceService/${worker}/Worker`,
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    reason: "Lambda's poller reads the queue, in the name of the role; the function is handed the messages.",
  })),
  {
    within: 'SluiceService/Projector/Worker',
    actions: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
    reason: "Lambda's poller reads the stream, in the name of the role; the function is handed the changes.",
  },
  {
    within: 'SluiceService/Projector/Worker',
    actions: ['sqs:SendMessage'],
    reason: 'Lambda itself puts aside what it gave up, in the name of the role.',
  },
  ...['ApiImports', 'Imports/ImportFiles/Worker'].map((name) => ({
    within: `SluiceService/${name}`,
    actions: ['s3:ListBucket'],
    reason: 'Nobody lists; but without it S3 answers 403, and not 404, to who asks for a file that is not there.',
  })),
];
