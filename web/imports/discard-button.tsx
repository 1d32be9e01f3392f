import { useState } from 'preact/hooks';
import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';
import { type Import, useImportStep } from './import-queries.ts';

/** Lets an import go of which nothing is written, after asking. */
export const DiscardButton = ({ imported }: { readonly imported: Import }) => {
  const [asking, setAsking] = useState(false);
  const step = useImportStep(imported);
  return (
    <>
      <button type="button" class="button" onClick={() => setAsking(true)}>
        Discard…
      </button>
      {asking && (
        <Dialog title={`Discard ${imported.name}?`} onClose={() => setAsking(false)}>
          <Form
            submitLabel="Discard"
            busy={step.isPending}
            error={step.error}
            onSubmit={() => step.mutate('cancel', { onSuccess: () => setAsking(false) })}
            onCancel={() => setAsking(false)}
          >
            <p>Nothing of it was written, and nothing will be. To import it later, upload the file again.</p>
          </Form>
        </Dialog>
      )}
    </>
  );
};
