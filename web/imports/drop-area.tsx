import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../look/icon.tsx';
import { startUpload } from './uploads.ts';

const bringsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files dropped anywhere on the page; while one is held over it the whole page says so. */
export const DropArea = ({ onDropped }: { readonly onDropped?: () => void }) => {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Over the elements of a page a drag leaves and enters all the time; what counts is whether it is still inside any.
    let inside = 0;
    const enter = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      inside += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      inside = Math.max(0, inside - 1);
      if (inside === 0) setOver(false);
    };
    const hold = (event: DragEvent) => {
      if (bringsFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      inside = 0;
      setOver(false);
      if (!bringsFiles(event)) return;
      event.preventDefault();
      const files = Array.from(event.dataTransfer?.files ?? []);
      for (const file of files) startUpload(file);
      if (files.length > 0) onDropped?.();
    };
    document.addEventListener('dragenter', enter);
    document.addEventListener('dragleave', leave);
    document.addEventListener('dragover', hold);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragenter', enter);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('dragover', hold);
      document.removeEventListener('drop', drop);
    };
  }, [onDropped]);
  if (!over) return null;
  return (
    <div class="drop-veil">
      <span>
        <Icon name="import" size={34} />
        Drop it to upload
      </span>
    </div>
  );
};
