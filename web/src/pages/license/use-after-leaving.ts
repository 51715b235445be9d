import { useNavigate } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The Licensing ID of a license that the person has just left, told on the page to which that leads. */
    leftLicense?: string;
  }
}

/** Whoever has left a license sees its pages no more: the way leads to what they still hold. */
export function useAfterLeaving() {
  const navigate = useNavigate();
  return (licensingId: string) => navigate({ to: paths.permissionDetails, state: { leftLicense: licensingId } });
}
