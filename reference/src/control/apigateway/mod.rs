//! The service `apigateway`.
