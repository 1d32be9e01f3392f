import { useState } from 'preact/hooks';
import { Dialog } from '../look/dialog.tsx';
import { TextField } from '../look/field.tsx';
import { Form, fieldError } from '../look/form.tsx';
import { showToast } from '../look/toast.ts';
import { dayName } from '../wording/relative-time.ts';
import { type Form as AForm, useReplayForm } from './form-queries.ts';

/** Midnight of a calendar day where the person is, as the API writes moments; undefined for what is no day. */
const startOf = (day: string | undefined): string | undefined => {
  const at = day ? new Date(`${day}T00:00:00`) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
};

const ReplayDialog = ({ form, onClose }: { readonly form: AForm; readonly onClose: () => void }) => {
  const replay = useReplayForm(form.id);
  const [noDay, setNoDay] = useState(false);
  const submit = (texts: ReadonlyMap<string, string>) => {
    const since = startOf(texts.get('since'));
    setNoDay(since === undefined);
    if (since === undefined) return;
    replay.mutate(since, {
      onSuccess: () => {
        showToast(`All since ${dayName(since, Date.now())} go through today’s rules, in the background.`);
        onClose();
      },
    });
  };
  return (
    <Dialog title="Replay submissions" onClose={onClose}>
      <Form submitLabel="Replay" busy={replay.isPending} error={replay.error} onSubmit={submit} onCancel={onClose}>
        <p>
          What {form.name} received goes through the form, the spam settings and the scoring as they are now. Nobody
          becomes a lead twice; what was rejected stays out.
        </p>
        <TextField
          name="since"
          type="date"
          label="All since"
          error={noDay ? 'Choose a day.' : fieldError(replay.error, 'since')}
        />
      </Form>
    </Dialog>
  );
};

/** Sends what a form received through today's rules again. */
export const ReplayButton = ({ form }: { readonly form: AForm }) => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" class="button" onClick={() => setAsking(true)}>
        Replay all since…
      </button>
      {asking && <ReplayDialog form={form} onClose={() => setAsking(false)} />}
    </>
  );
};
