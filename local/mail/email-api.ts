import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Mailbox } from './mailbox.ts';

// A mail has at most 40 MB: https://docs.aws.amazon.com/ses/latest/dg/quotas.html
const bodyLimitBytes = 40 * 1000 * 1000;
// Recipients of one mail: https://docs.aws.amazon.com/ses/latest/dg/quotas.html
const mostRecipients = 50;

const address = z.string().regex(/^[^@]+@[^@]+$/, 'Missing final @domain');
const addresses = z.array(address).default([]);
const part = z.object({ Data: z.string(), Charset: z.string().optional() });

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html; strict, so that what would be lost here is refused. */
const sendEmail = z.strictObject({
  FromEmailAddress: address,
  ReplyToAddresses: addresses,
  Destination: z
    .strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .refine((to) => Object.values(to).flat().length <= mostRecipients, `Recipient count exceeds ${mostRecipients}`)
    .refine((to) => Object.values(to).flat().length > 0, 'Must have at least 1 destination'),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: part,
      Body: z
        .strictObject({ Text: part.optional(), Html: part.optional() })
        .refine((body) => body.Text !== undefined || body.Html !== undefined, 'Must have a body'),
    }),
  }),
});

export interface EmailApi {
  /** http://127.0.0.1:<port> */
  endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts the stand-in for the SES API v2 on 127.0.0.1: it takes single mails of the simple kind and keeps them; every other operation is refused
 * in the shape of the service.
 */
export async function startEmailApi(mailbox: Mailbox): Promise<EmailApi> {
  const server = createServer((incoming, answer) => {
    respond(mailbox, incoming, answer).catch((error: unknown) => {
      refuse(answer, 500, 'InternalFailure', error instanceof Error ? error.message : String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new Error('the e-mail API has no port');
  return {
    endpoint: `http://127.0.0.1:${listening.port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function respond(mailbox: Mailbox, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  const body = await readJson(incoming);
  if (incoming.method !== 'POST' || incoming.url !== '/v2/email/outbound-emails') {
    refuse(answer, 404, 'UnknownOperationException', `There is no ${incoming.method} ${incoming.url} in a local run`);
    return;
  }
  const { success, data, error } = sendEmail.safeParse(body);
  if (!success) {
    refuse(answer, 400, 'BadRequestException', z.prettifyError(error).replaceAll('\n', ' '));
    return;
  }
  const { Subject, Body } = data.Content.Simple;
  const MessageId = mailbox.keep({
    from: data.FromEmailAddress,
    to: data.Destination.ToAddresses,
    cc: data.Destination.CcAddresses,
    bcc: data.Destination.BccAddresses,
    replyTo: data.ReplyToAddresses,
    subject: Subject.Data,
    text: Body.Text?.Data,
    html: Body.Html?.Data,
  });
  answer.writeHead(200, { 'content-type': 'application/json' });
  answer.end(JSON.stringify({ MessageId }));
}

/** The body of a request; undefined when it is no JSON. */
async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > bodyLimitBytes) throw new Error('the mail is larger than any that could be sent');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined; // refused by whoever wanted it
  }
}

/** An error as the service's protocol has it: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization */
function refuse(answer: ServerResponse, status: number, code: string, message: string): void {
  if (answer.headersSent) {
    answer.destroy();
    return;
  }
  answer.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': code });
  answer.end(JSON.stringify({ message }));
}
