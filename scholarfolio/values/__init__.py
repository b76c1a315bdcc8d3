"""Values: small leaves that everything else may use."""
