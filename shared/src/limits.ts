/** Characters (Unicode code points) that the texts of people may have. */
export const longestComment = 1000;
export const longestDisplayName = 100;
export const longestOrganizationName = 200;
export const longestOrganizationAddress = 400;
export const longestSubject = 100;
export const longestSupportMessage = 4000;
export const longestSearch = 200;
/** Licensing IDs that are looked up at once. */
export const mostLookedUp = 500;
export const longestViewName = 60;
/** What the address of a page carries after its question mark. */
export const longestViewSearch = 2000;
export const mostSavedViews = 50;
export const longestWebhookName = 60;
/** Licenses that one webhook can be narrowed to. */
export const mostWebhookLicenses = 100;
