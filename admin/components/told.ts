import { useAction } from './read.ts';
import { useToast } from './toast.tsx';

/** An action without a form: what was refused is told at the edge of the page. */
export function useTold(): { run: (work: () => Promise<unknown>) => Promise<void>; readonly busy: boolean } {
  const toast = useToast();
  const { run, busy } = useAction();
  return {
    busy,
    run: async (work) => {
      await run(() =>
        work().catch((cause: unknown) => {
          if (cause instanceof Error) toast(cause.message, { tone: 'red' });
          throw cause;
        }),
      );
    },
  };
}
