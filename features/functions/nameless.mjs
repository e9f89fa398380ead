// Exports no handler.
export const cook = async () => "soup";
