import { useToast } from './toast.tsx';

/** Says what was taken away, with a way back for ten seconds; a way back that is refused is said too. */
export function useUndone(onChange: () => void): (said: string, bringBack: () => Promise<unknown>) => void {
  const toast = useToast();
  return (said, bringBack) =>
    toast(said, {
      undo: () => {
        bringBack().then(onChange, (error: unknown) => toast((error as Error).message, { tone: 'red' }));
      },
    });
}
