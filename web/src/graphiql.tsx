import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './graphiql.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';

const examples = `# GraphiQL of the Volume Licensing Service Center. It asks as the person who is signed in to the portal.
# Every answer says what it cost: extensions.cost.

query MyLicenses {
  viewer {
    displayName
    licenses(first: 20, orderBy: END_DATE) {
      totalCount
      nodes {
        licensingId
        program
        status
        endDate
        organization { name }
        viewerRoles
      }
    }
  }
}

query WhyDoISeeNothing {
  viewer {
    accessDiagnosis {
      hasAccess
      causes { kind message nextSteps { label path waitUntil } }
    }
  }
}

query SupportInJapan {
  supportCenters(country: "JP") { countryName phone hours timeZone isOpen }
}
`;

async function ask(body: object, { headers = {} }: { headers?: Record<string, unknown> } = {}) {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(headers as Record<string, string>),
    },
    body: JSON.stringify(body),
  });
  return response.json();
}

const place = document.getElementById('graphiql');
if (place) createRoot(place).render(<GraphiQL fetcher={ask} defaultQuery={examples} defaultEditorToolsVisibility="variables" />);
