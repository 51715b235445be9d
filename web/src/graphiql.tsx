import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';
import { loadMessages, startI18n } from './lib/i18n.ts';
import { GraphiqlPage } from './pages/graphiql/graphiql-page.tsx';

await startI18n();
await loadMessages('graphiql');

const place = document.getElementById('graphiql');
if (place) createRoot(place).render(<GraphiqlPage />);
