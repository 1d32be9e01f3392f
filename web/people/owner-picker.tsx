import { useUsers } from './people-queries.ts';

interface OwnerPickerProps {
  readonly ownerId: string | null;
  readonly disabled: boolean;
  readonly onPick: (ownerId: string | null) => void;
}

/** Who looks after a record: one of the active people, or nobody. */
export const OwnerPicker = ({ ownerId, disabled, onPick }: OwnerPickerProps) => {
  const { data } = useUsers();
  const choices = (data?.items ?? []).filter((user) => user.active || user.id === ownerId);
  return (
    <label class="owner-picker">
      <span class="fact-label">Owner</span>
      <select
        value={ownerId ?? ''}
        disabled={disabled || !data}
        onChange={(event) => onPick(event.currentTarget.value || null)}
      >
        <option value="">Unassigned</option>
        {choices.map((user) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </select>
    </label>
  );
};
