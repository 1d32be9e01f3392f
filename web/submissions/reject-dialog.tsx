import { Dialog } from '../look/dialog.tsx';
import { Form } from '../look/form.tsx';

interface RejectDialogProps {
  readonly count: number;
  readonly onReject: () => void;
  readonly onClose: () => void;
}

/** Asks before submissions are kept out for good. */
export const RejectDialog = ({ count, onReject, onClose }: RejectDialogProps) => {
  const reject = () => {
    onReject();
    onClose();
  };
  return (
    <Dialog title={count === 1 ? 'Reject this submission?' : `Reject ${count} submissions?`} onClose={onClose}>
      <Form submitLabel="Reject" busy={false} error={undefined} onSubmit={reject} onCancel={onClose}>
        <p>It never becomes a lead, and there is no way back. It stays stored, and whoever sent it is not told.</p>
      </Form>
    </Dialog>
  );
};
