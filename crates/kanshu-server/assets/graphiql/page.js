// Starts GraphiQL on this server's own endpoint. Paste a token into the "Headers" tab to see drafts.
"use strict";

const welcome = `# Kanshu · GraphiQL
#
# What the public sees needs no login. To see drafts or
# to write, log in at POST /api/v1/auth/login and put the
# access token into the "Headers" tab below:
#   { "Authorization": "Bearer …" }

{
  articles(first: 5) {
    nodes {
      id
      title
    }
  }
}
`;

const shared = new URLSearchParams(window.location.search);

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
    defaultQuery: welcome,
    query: shared.get("query") ?? undefined,
    variables: shared.get("variables") ?? undefined,
    defaultEditorToolsVisibility: "headers",
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
  }),
);
