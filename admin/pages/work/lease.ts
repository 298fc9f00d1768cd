import { useEffect } from 'react';
import { callQuietly } from '../../components/read.ts';

const MINUTE = 60_000;

/** While the task is open here it is nobody else's: renewed each minute, given back on leaving. */
export function useLease(taskId: string | undefined): void {
  useEffect(() => {
    if (!taskId) return;
    const timer = setInterval(() => void renew(taskId), MINUTE);
    return () => {
      clearInterval(timer);
      void fetch(`/api/v1/work/${taskId}/lease`, {
        method: 'DELETE',
        keepalive: true,
        credentials: 'same-origin',
        headers: { 'X-Nurt': '1' },
      }).catch(() => undefined);
    };
  }, [taskId]);
}

/**
 * Quietly, also while somebody works: whoever does saves an outcome long before twelve hours are over. A lease that cannot be
 * renewed costs nothing here: saving says what became of the task.
 */
function renew(taskId: string): Promise<unknown> {
  return callQuietly('POST', `/work/${taskId}/lease`).catch(() => undefined);
}
