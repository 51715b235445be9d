/** Characters (Unicode code points) that the texts of people may have. */
export const longestComment = 1000;
export const longestDisplayName = 100;
export const longestOrganizationName = 200;
export const longestOrganizationAddress = 400;
export const longestSubject = 100;
export const longestSupportMessage = 4000;
export const longestSearch = 200;
