import { createRootRoute } from '@tanstack/react-router';
import { Shell } from '../layout/shell.tsx';
import { NotFound } from '../route-states.tsx';

export const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
