import { askToConfirm, type ConfirmationDesk } from '../../lib/consent/ask-to-confirm.ts';
import { enrichNewLead } from '../../lib/enrichment/ask-for-enrichment.ts';
import { openEnrichmentEvents } from '../../lib/enrichment/enrichment-events.ts';
import { rememberedProviders } from '../../lib/enrichment/enrichment-settings.ts';
import { environment } from '../../lib/environment.ts';
import { FIELD_SETTINGS } from '../../lib/fields/field-settings.ts';
import { getFormVersion } from '../../lib/forms/form-repository.ts';
import { assignedNews } from '../../lib/inbox/assigned-news.ts';
import { notify } from '../../lib/inbox/notify.ts';
import { startOneByOne } from '../../lib/intake/one-by-one.ts';
import { type Intake, processSubmission } from '../../lib/intake/process-submission.ts';
import { replaySubmission } from '../../lib/intake/replay-submission.ts';
import { openMailer } from '../../lib/mail/mailer.ts';
import { openRouting, startRouter } from '../../lib/routing/router.ts';
import { openScorers } from '../../lib/scoring/scoring-settings.ts';
import { remembered } from '../../lib/settings/remembered.ts';
import { readSettings } from '../../lib/settings/settings-repository.ts';
import { readSigningSecret } from '../../lib/signing/signing-secret.ts';
import { leadEventSchema, openLeadEvents } from '../../lib/submissions/lead-events.ts';
import { stepReplay } from '../../lib/submissions/replay-form.ts';
import { openTable } from '../../lib/table/table.ts';
import { findUser } from '../../lib/users/user-repository.ts';
import { onLostLookUp } from '../enrichment/on-lost-look-up.ts';
import { logInfo } from '../log.ts';
import { queueHandler } from '../queue/queue-handler.ts';

const table = openTable(environment.tableName());
const events = openLeadEvents(environment.leadEventsQueueUrl());

const enrichment = {
  providers: rememberedProviders(table),
  events: openEnrichmentEvents(environment.enrichmentQueueUrl()),
};

const HOUR = 3_600_000;
const scorers = openScorers(table);
const routing = openRouting(table, scorers);
/** A version of a form never changes. */
const versions = remembered(HOUR, (key) => {
  const [id = '', version] = key.split('#');
  return getFormVersion(table, id, Number(version));
});

/** Milliseconds after which somebody's wish to hear of new leads counts, or counts no more. */
const OWNER_KNOWN = 10_000;
const ownerOf = remembered(OWNER_KNOWN, (id) => findUser(table, id));

const secretOf = remembered(HOUR, () => readSigningSecret(table));
const sender = environment.mailFrom();
const confirmations: ConfirmationDesk = {
  table,
  mailer: sender === undefined ? undefined : openMailer(sender),
  secret: () => secretOf('signing'),
  publicUrl: environment.publicUrl(),
  now: Date.now,
  onUnreachable: (submissionId) => logInfo('no mail can be sent to the address of a submission', { submissionId }),
};

/** Takes stored submissions to their leads, and again through the rules of today when somebody asks. */
export const handler = queueHandler((size) => {
  const intake: Intake = {
    table,
    router: startRouter(routing, size),
    oneByOne: startOneByOne(),
    formOf: (id, version) => versions(`${id}#${version}`),
    customFields: async () => (await readSettings(table, FIELD_SETTINGS)).value,
    scorers,
    askToConfirm: (submission, form, email) => askToConfirm(confirmations, submission, form, email),
    enrich: (lead) => enrichNewLead(enrichment, lead, onLostLookUp),
    tellOwner: async (lead) => {
      if (lead.ownerId !== undefined) await notify(table, await ownerOf(lead.ownerId), assignedNews(lead), Date.now());
    },
    now: Date.now,
  };
  return async ({ body }) => {
    const event = leadEventSchema.parse(JSON.parse(body));
    switch (event.kind) {
      case 'submission-received':
        return processSubmission(intake, event.submissionId);
      case 'submission-replayed':
        return replaySubmission(intake, event.submissionId);
      case 'form-replayed':
        return stepReplay(table, events, event, Date.now());
    }
  };
});
