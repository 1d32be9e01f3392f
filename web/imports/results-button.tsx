import { messageOf } from '../api/problem.ts';
import { Icon } from '../look/icon.tsx';
import { showToast } from '../look/toast.ts';
import { type Import, useImportResults } from './import-queries.ts';

/** The browser takes a file that is sent as an attachment without leaving the page. */
const download = (url: string) => {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
};

/** Downloads the results: the rows of the file, each with what became of it. */
export const ResultsButton = ({ imported: { id, resultsReady } }: { readonly imported: Import }) => {
  const results = useImportResults(id);
  const fetchResults = () =>
    results.mutate(undefined, {
      onSuccess: ({ url }) => download(url),
      onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
    });
  return (
    <button
      type="button"
      class="button"
      disabled={!resultsReady || results.isPending}
      title={resultsReady ? undefined : 'The results are being written'}
      onClick={fetchResults}
    >
      <Icon name="download" size={16} /> Results
    </button>
  );
};
