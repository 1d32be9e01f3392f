import { useState } from 'preact/hooks';
import { messageOf } from '../api/problem.ts';
import { Logo } from '../look/logo.tsx';
import { signIn } from './session.ts';

interface SignInPageProps {
  /** Why the person sees this page again, if there is a reason. */
  readonly notice?: string;
}

/** The page for somebody who is not signed in: one button, which goes to the provider. */
export const SignInPage = ({ notice }: SignInPageProps) => {
  const [leaving, setLeaving] = useState(false);
  const [trouble, setTrouble] = useState(notice);
  const start = async () => {
    setLeaving(true);
    try {
      await signIn(location.pathname + location.search);
    } catch (error) {
      // Shown to the person, who can press the button again.
      setTrouble(messageOf(error));
      setLeaving(false);
    }
  };
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <Logo size={56} />
        <h1>Sluice</h1>
        <p class="soft">From the first scrap of information to a signed deal.</p>
        {trouble && (
          <p class="notice" role="alert">
            {trouble}
          </p>
        )}
        <button type="button" class="button primary large" disabled={leaving} onClick={start}>
          {leaving ? 'Opening the sign-in page…' : 'Sign in'}
        </button>
      </div>
    </main>
  );
};
