import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/hooks';
import { LocationProvider } from 'preact-iso/router';
import { messageOf } from '../api/problem.ts';
import { queryClient } from '../api/query-client.ts';
import { Logo } from '../look/logo.tsx';
import { onSessionEnd, signIn, startSession } from '../sign-in/session.ts';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { Frame } from './frame.tsx';

type State =
  | { readonly is: 'starting' }
  | { readonly is: 'signed in' }
  | { readonly is: 'signed out'; readonly notice?: string };

/** Whether the address points at something inside, as a link in an e-mail or a new tab does. */
const isDeepLink = () => location.pathname !== '/';

const begin = async (): Promise<State> => {
  try {
    if (await startSession()) return { is: 'signed in' };
    if (!isDeepLink()) return { is: 'signed out' };
    // The provider may still know the person, and then brings them straight to what they asked for.
    await signIn(location.pathname + location.search);
    return { is: 'starting' };
  } catch (error) {
    // The sign-in page shows it and offers another try.
    return { is: 'signed out', notice: messageOf(error) };
  }
};

/** The whole client: the sign-in page, or the frame with its pages. */
export const App = () => {
  const [state, setState] = useState<State>({ is: 'starting' });
  useEffect(() => {
    onSessionEnd(() => {
      queryClient.clear();
      setState({ is: 'signed out', notice: 'Your session is over. Sign in again to go on where you were.' });
    });
    void begin().then(setState);
  }, []);
  if (state.is === 'starting') {
    return (
      <div class="starting" role="status">
        <Logo size={48} />
        <span class="unseen">Loading…</span>
      </div>
    );
  }
  if (state.is === 'signed out') return <SignInPage notice={state.notice} />;
  return (
    <QueryClientProvider client={queryClient}>
      <LocationProvider>
        <Frame />
      </LocationProvider>
    </QueryClientProvider>
  );
};
