import type { Answer, Send } from '../integration/sluice-stack.ts';

/** Everything on a list, page by page. */
export const listAll = async (send: Send, path: string): Promise<Answer['body'][]> => {
  const items: Answer['body'][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body }: Answer = await send('GET', `${path}&limit=100${cursor && `&cursor=${cursor}`}`);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
};

/** All leads that have an address; a guarantee says that there is one at most. */
export const leadsOf = async (send: Send, email: string | undefined): Promise<Answer['body'][]> => {
  const leads = await listAll(send, '/v1/leads?view=all');
  const found = leads.filter((lead) => lead.email === email);
  return Promise.all(found.map(async ({ id }) => (await send('GET', `/v1/leads/${id}`)).body));
};

/** The entries of a record's timeline, newest first. */
export const timelineOf = (send: Send, record: string): Promise<Answer['body'][]> =>
  listAll(send, `${record}/timeline?`);

const CONFIRMED = { fit: { answer: 'confirmed' }, need: { answer: 'confirmed' }, budget: { answer: 'confirmed' } };

/** Talks to a lead until it is qualified. */
export const qualify = async (send: Send, leadId: string): Promise<void> => {
  const call = await send('POST', `/v1/leads/${leadId}/activities`, { body: { kind: 'call' } });
  const answers = await send('PUT', `/v1/leads/${leadId}/qualification`, { body: CONFIRMED });
  if (call.status !== 201 || answers.body.status !== 'qualified') throw new Error(`lead ${leadId} was not qualified`);
};

/** Repeats a request that the service was too busy for, as a caller does. */
export const persist = async (request: () => Promise<Answer>): Promise<Answer> => {
  for (;;) {
    const answer = await request();
    if (answer.status !== 503) return answer;
  }
};
