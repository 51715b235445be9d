import type { FastifyReply, FastifyRequest } from 'fastify';
import { authenticate } from '../features/users/session.queries.ts';
import type { Services } from './context.ts';

/** Takes what an address without sign-in costs from the budget of whoever asks for it; answers by itself, and with false, when that is spent. */
export const chargeFor =
  ({ database, clock, settings }: Pick<Services, 'database' | 'clock' | 'settings'>, cost: number) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    const { budget } = await authenticate(
      database,
      { ...settings, staff: [] },
      { sessionToken: null, address: request.ip, cost, at: clock.now() },
    );
    if (!budget.isRefused) return true;
    await reply.code(429).header('retry-after', '1').type('text/plain').send('Too many requests');
    return false;
  };
